package org.dcgan4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RoundsTest {
  private static final String[] WHOLE = {
    "training.batchSize=6",
    "training.steps=40",
    "training.epochs=0",
    "training.minutes=0",
    "tick.every=20",
    "checkpoint.every=0"
  };

  @Test
  void stepsThatEndWithRounds_shouldBeAllowed() {
    assertThatCode(() -> ClusterTrain.check(SmallGan.config(WHOLE), 3, 10))
        .doesNotThrowAnyException();
  }

  private static Config whole(String... more) {
    return SmallGan.config(Stream.of(WHOLE, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void steering_shouldBeOffWithAllThatItSteers() {
    Config steered = whole("training.augmentation.flips=true", "training.augmentation.target=0.6");
    assertThatThrownBy(() -> ClusterTrain.check(steered, 3, 10))
        .hasMessage("training.augmentation.target: given 0.6, legal on a cluster is 0");

    Config config = ClusterTrain.withoutSteering(steered);

    ClusterTrain.check(config, 3, 10);
    assertThat(config.training().augmentation().strength()).isEqualTo(Schedule.of(0));
  }

  @Test
  void steeredPenalties_shouldKeepTheirFirstWeight() {
    Config steered =
        whole(
            "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 5}, every: 4},"
                + " {on: fakes, weight: {kind: inverse-time, from: 1, decay: 2}}]",
            "discriminator.penaltyTarget=0.1");
    assertThatThrownBy(() -> ClusterTrain.check(steered, 3, 10))
        .hasMessage("discriminator.penaltyTarget: given 0.1, legal on a cluster is 0");

    Config config = ClusterTrain.withoutSteering(steered);

    ClusterTrain.check(config, 3, 10);
    assertThat(config.discriminator().penalties())
        .containsExactly(
            new PenaltyConfig(PenaltyConfig.On.REALS, Schedule.of(2), 4),
            steered.discriminator().penalties().get(1));
    Worker.Plan plan = new Worker.Plan("", config.json(), 2, null, new int[0], List.of());
    assertThat(plan.share().discriminator().penalties().get(1).weight())
        .as("a share of one image")
        .isEqualTo(new Schedule.InverseTime(1, 2, 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4 | 10 | tick.every=20       | --workers: given 4, legal are the divisors of the batch of 6
          0 | 10 | tick.every=20       | --workers: given 0, legal are the divisors of the batch of 6
          2 | 0  | tick.every=20       | --local-steps: given 0, legal is 1 or more
          2 | 10 | training.steps=45   | the number of steps: given 45, legal are the multiples of --local-steps 10
          2 | 10 | tick.every=5        | tick.every: given 5, legal are the multiples of --local-steps 10
          2 | 10 | checkpoint.every=15 | checkpoint.every: given 15, legal are the multiples of --local-steps 10
          2 | 10 | training.epochs=3   | training.epochs: given 3
          """)
  void whatFallsIntoRounds_shouldBeNamed(int workers, int localSteps, String key, String problem) {
    assertThatThrownBy(() -> ClusterTrain.check(whole(key), workers, localSteps))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void stepsGivenTwice_shouldBeRefused() {
    List<String> messages = new ArrayList<>();
    CommandLine train =
        new CommandLine(new ClusterTrain())
            .setExecutionExceptionHandler(
                (problem, command, parsed) -> {
                  messages.add(problem.getMessage());
                  return 1;
                });

    train.execute("--workers", "2", "--steps", "20", "--set", "training.steps=40");

    assertThat(messages).containsExactly("training.steps: given 40 and 20, legal is one of them");
  }

  @Test
  void notesAndRecoveries_shouldBePrinted() {
    StringWriter err = new StringWriter();
    ClusterTrain train = new ClusterTrain();
    new CommandLine(train).setErr(new PrintWriter(err));
    ClusterTrain.Watch watch = train.new Watch();

    watch.onNote("note: what one should read");
    watch.onRecovery(
        new DivergedException(30, "dLoss NaN"),
        new Position(20, 1, Position.TickSums.NONE, new Position.Recovery(2, 30)));

    assertThat(err.toString().lines())
        .containsExactly(
            "note: what one should read",
            "training diverged at step 30: dLoss NaN; going back to step 20 with other random"
                + " numbers and 1/4 of the learning rates (recovery 2)");
  }
}
