package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dcgan4j.config.Refusals.messageOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleConfigTest {

  /** The rate is 0.1 at first; the run has 1,000 updates unless its schedule is shorter. */
  @ParameterizedTest
  @CsvSource({
    "constant, 0, 1",
    "constant, 999999, 1",
    "staircase, 0, 1",
    "staircase, 99, 1",
    "staircase, 100, 0.95",
    "staircase, 399, 0.857375",
    "inverse-time, 0, 1",
    "inverse-time, 10000, 0.5",
    "inverse-time, 30000, 0.25",
    "linear, 0, 1",
    "linear, 500, 0.6",
    "linear, 750, 0.4",
    "linear, 1000, 0.2",
    "linear, 5000, 0.2",
    "cosine, 0, 1",
    "cosine, 500, 0.6",
    "cosine, 250, 0.8828427125",
    "cosine, 1000, 0.2",
    "cosine, 5000, 0.2",
  })
  void learningRate_shouldFollowItsClosedForm(String kind, long update, double share) {
    OptimizerConfig config = optimizer(kind, "0");
    assertThat(config.learningRate(update, 1000)).isCloseTo(0.1 * share, within(1e-10));
  }

  @Test
  void scheduleOfItsOwnLength_shouldNotNeedTheRuns() {
    OptimizerConfig config = optimizer("linear", "200");
    assertThat(config.learningRate(100, Long.MAX_VALUE)).isCloseTo(0.06, within(1e-10));
    assertThat(config.learningRate(300, 1000)).isCloseTo(0.02, within(1e-10));
  }

  @Test
  void scheduleOverARunThatOnlyTimeEnds_shouldBeRefused() {
    Map<String, String> overrides =
        Map.of("discriminator.optimizer.schedule.kind", "cosine", "training.minutes", "3");
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, overrides)))
        .isEqualTo(
            "discriminator.optimizer.schedule: cosine falls over the whole run, and only minutes"
                + " end it; legal are training.steps or training.epochs above 0, or its own"
                + " \"over\"");
  }

  private static OptimizerConfig optimizer(String kind, String over) {
    String key = "generator.optimizer.";
    Map<String, String> overrides =
        Map.of(
            key + "learningRate", "0.1",
            key + "schedule.kind", kind,
            key + "schedule.every", "100",
            key + "schedule.factor", "0.95",
            key + "schedule.decay", "1e-4",
            key + "schedule.end", "0.2",
            key + "schedule.over", over);
    return ConfigReader.resolve(null, null, overrides).generator().optimizer();
  }
}
