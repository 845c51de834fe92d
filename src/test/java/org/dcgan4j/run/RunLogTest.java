package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLogTest {
  private static final String WITHOUT =
      "{'step':2,'epoch':0.5,'images':2,'seconds':1,'imagesPerSecond':1,'dLoss':0,'gLoss':0,'dOfX':0";

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

    recoveries.add(diverged, from.recovered(1, Duration.ZERO), Double.POSITIVE_INFINITY);
    assertThat(recoveries.leastFrechet()).isInfinite();
    recoveries.add(diverged, from.recovered(2, Duration.ZERO), 20);
    recoveries.add(diverged, from.recovered(3, Duration.ZERO), 30);
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

  /** Or it is read as a tick of noughts, and written as one by a training that goes on. */
  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "", "null", "[]", "{}", "{'step':2}", WITHOUT + ",'dOfGz':null}"})
  void lineThatIsNoTick_shouldBeNamed(String line) throws IOException {
    log.onTick(null, tick(1, 1));
    append(line.replace('\'', '"') + "\n");

    for (ThrowingCallable reads : List.<ThrowingCallable>of(log::read, () -> log.keep(t -> true))) {
      assertThatThrownBy(reads)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(folder.resolve("metrics.jsonl") + ", line 2: not the figures of a tick");
    }
  }

  /** As of a run without anything that is steered, or of an older build. */
  @Test
  void tickWithoutOptionalFigures_shouldBeRead() throws IOException {
    append(WITHOUT.replace('\'', '"') + ",\"dOfGz\":\"NaN\"}\n");

    assertThat(log.read()).containsExactly(new TickStats(2, 0.5, 2, 1, 1, 0, 0, 0, Double.NaN));
  }

  @Test
  void measuresOfAnOlderBuild_shouldBeRead() throws IOException {
    String old =
        "{\"step\":1,\"n\":9,\"frechet\":2,\"frechetFloor\":1,\"precision\":0,\"recall\":0,\"coverage\":0,"
            + "\"coverageFloor\":0,\"confidence\":0,\"classDistance\":0,\"classShares\":[],\"realShares\":[]}\n";
    Path file = Files.writeString(folder.resolve("measures.jsonl"), old);
    assertThat(new RunLog.Measures(run).leastFrechet()).isEqualTo(2);

    Files.writeString(file, old.replace("\"frechet\":2,", ""));
    assertThatThrownBy(new RunLog.Measures(run)::leastFrechet)
        .hasMessage(file + ", line 1: not the measures of a tick");
  }

  @Test
  void logThatIsNoText_shouldSayWhere() throws IOException {
    Path file = Files.write(folder.resolve("metrics.jsonl"), new byte[] {'{', (byte) 0xFF});

    assertThatThrownBy(log::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": not UTF-8 text at byte 1");
  }

  private void append(String text) throws IOException {
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static TickStats tick(long step, double loss) {
    return new TickStats(step, 0.5, step, 1, 1, loss, loss, loss, loss);
  }
}
