package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir private Path folder;
  private RunFolder run;
  private RunLog.Ticks log;

  @BeforeEach
  void open() {
    run = new RunFolder(folder, ConfigReader.preset(ConfigReader.defaultPreset()));
    log = new RunLog.Ticks(run);
  }

  @Test
  void ticks_shouldComeBackToTheLastBit() {
    log.onTick(null, tick(1, 0.1 + 0.2));
    log.onTick(null, tick(2, Math.nextUp(1.0)));

    assertThat(log.read()).containsExactly(tick(1, 0.1 + 0.2), tick(2, Math.nextUp(1.0)));
  }

  @Test
  void logBeforeTheFirstTick_shouldBeEmpty() {
    assertThat(log.read()).isEmpty();
  }

  @Test
  void keep_shouldDropTheOtherSteps() {
    for (int step = 1; step <= 4; step++) {
      log.onTick(null, tick(step, step));
    }

    log.keep(tick -> tick.step() <= 2);

    assertThat(log.read()).containsExactly(tick(1, 1), tick(2, 2));
  }

  /**
   * Or a worse one took the place of the best checkpoint, whose measure is no longer in the run's.
   */
  @Test
  void recoveries_shouldKeepTheLeastDistanceBeforeThem() {
    RunLog.Recoveries recoveries = new RunLog.Recoveries(run);
    assertThat(recoveries.leastFrechet()).isInfinite();
    DivergedException diverged = new DivergedException(9, "dLoss");
    Position from = new Position(5, 1, Position.TickSums.NONE, Position.Recovery.NONE);

    recoveries.add(diverged, from.recovered(1), Double.POSITIVE_INFINITY);
    assertThat(recoveries.leastFrechet()).isInfinite();
    recoveries.add(diverged, from.recovered(2), 20);
    recoveries.add(diverged, from.recovered(3), 30);
    assertThat(recoveries.leastFrechet()).isEqualTo(20);

    recoveries.keepFirst(1);
    assertThat(recoveries.leastFrechet()).isInfinite();
  }

  @Test
  void lineThatWasCutOff_shouldBeNoTick() throws IOException {
    log.onTick(null, tick(1, 1));
    append("{\"step\":2,\"ep");

    assertThat(log.read()).containsExactly(tick(1, 1));
  }

  @Test
  void lineThatIsNoTick_shouldBeNamed() throws IOException {
    log.onTick(null, tick(1, 1));
    append("nonsense\n");

    assertThatThrownBy(log::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder.resolve("metrics.jsonl") + ", line 2: not the figures of a tick");
  }

  private void append(String text) throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), text, StandardOpenOption.APPEND);
  }

  private static TickStats tick(long step, double loss) {
    return new TickStats(step, 0.5, step, 1, 1, loss, loss, loss, loss);
  }
}
