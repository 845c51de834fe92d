package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

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
    assertThat(rate(config, update, 1000)).isCloseTo(0.1 * share, within(1e-10));
  }

  @Test
  void scheduleOfItsOwnLength_shouldNotNeedTheRuns() {
    OptimizerConfig config = optimizer("linear", "200");
    assertThat(rate(config, 100, Long.MAX_VALUE)).isCloseTo(0.06, within(1e-10));
    assertThat(rate(config, 300, 1000)).isCloseTo(0.02, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "training.minutes, cosine, 0, true",
    "training.minutes, cosine, 100, false",
    "training.minutes, inverse-time, 0, false",
    "training.steps, cosine, 0, false",
    "training.epochs, cosine, 0, false",
  })
  void needsLength_shouldBeWhereOnlyTimeEndsASchedule(
      String limit, String kind, String over, boolean needs) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("discriminator.optimizer.schedule.kind", kind);
    overrides.put("discriminator.optimizer.schedule.over", over);
    overrides.put(limit, "3");
    assertThat(ConfigReader.resolve("plain-dcgan", null, overrides).needsLength()).isEqualTo(needs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generator.optimizer.learningRate",
        "generator.optimizer.beta2",
        "generator.average.halfLife",
        "training.augmentation.noise",
        "training.augmentation.strength",
      })
  void anyScheduleOverTheWholeRun_shouldNeedItsLength(String key) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("training.minutes", "3");
    assertThat(ConfigReader.resolve("plain-dcgan", null, overrides).needsLength()).isFalse();
    overrides.put(key, "{kind: cosine, from: 0.1}");
    assertThat(ConfigReader.resolve("plain-dcgan", null, overrides).needsLength()).isTrue();
  }

  @Test
  void penaltyOverTheWholeRun_shouldNeedItsLength() {
    Map<String, String> overrides =
        Map.of(
            "training.minutes", "3",
            "discriminator.penalties", "[{on: reals, weight: {kind: linear, from: 1, end: 10}}]");
    assertThat(ConfigReader.resolve("plain-dcgan", null, overrides).needsLength()).isTrue();
  }

  @Test
  void rateForRunsOfACertainLength_shouldNeedTheRuns() {
    Map<String, String> overrides =
        Map.of("training.minutes", "3", "generator.optimizer.runImages", "1000");
    assertThat(ConfigReader.resolve("plain-dcgan", null, overrides).needsLength()).isTrue();
  }

  /** Of the default's batches of 16. */
  private static double rate(OptimizerConfig config, long update, long updates) {
    return config.learningRate().at(16.0 * update, 16.0 * updates);
  }

  /**
   * To the last bit what the keys said that counted updates, also where a batch is no power of 2.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 100, 200})
  void oldKeys_shouldGiveTheirBits(int batch) {
    for (long update : new long[] {0, 1, 2, 99, 100, 101, 700, 999, 1000, 4321}) {
      assertThat(old(batch, "inverse-time", update)).isEqualTo(0.07 * (1 / (1 + 1e-4 * update)));
      assertThat(old(batch, "staircase", update)).isEqualTo(0.07 * Math.pow(0.95, update / 100));
      double progress = Math.min(1, update / 1000.0);
      assertThat(old(batch, "linear", update)).isEqualTo(0.07 * (0.1 + (1 - 0.1) * (1 - progress)));
      assertThat(old(batch, "cosine", update))
          .isEqualTo(0.07 * (0.1 + (1 - 0.1) * (1 + Math.cos(Math.PI * progress)) / 2));
      assertThat(old(batch, "constant", update)).isEqualTo(0.07);
    }
  }

  private static double old(int batch, String kind, long update) {
    String key = "generator.optimizer.";
    Map<String, String> overrides =
        Map.of(
            "training.batchSize",
            Integer.toString(batch),
            key + "learningRate",
            "0.07",
            key + "schedule.kind",
            kind,
            key + "schedule.every",
            "100",
            key + "schedule.factor",
            "0.95",
            key + "schedule.decay",
            "1e-4",
            key + "schedule.end",
            "0.1",
            key + "schedule.over",
            "1000");
    return ConfigReader.resolve(null, null, overrides)
        .generator()
        .optimizer()
        .learningRate()
        .at((double) update * batch, Double.POSITIVE_INFINITY);
  }

  @Test
  void oldKeysAboveANewList_shouldMeanThePenaltyOnReals() {
    assertThat(penalties(Map.of("discriminator.penalty.r1", "3")))
        .containsExactly(new PenaltyConfig(PenaltyConfig.On.REALS, Schedule.of(3), 4));
    assertThat(penalties(Map.of("discriminator.penalty.every", "2")))
        .containsExactly(
            new PenaltyConfig(PenaltyConfig.On.REALS, new Schedule.Linear(1, 5, 0), 2));
    assertThat(penalties(Map.of("discriminator.penalty.r1", "0"))).isEmpty();
  }

  @Test
  void flags_shouldHoldAboveOldKeysOfAFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("old.yaml"),
            """
            generator: {optimizer: {type: momentum, schedule: {kind: cosine}}}
            discriminator: {penalty: {r1: 0}}
            training: {augmentation: {noise: 0.1, noiseImages: 10}}
            """);

    Config config =
        ConfigReader.resolve(
            "plain-dcgan",
            file,
            Map.of(
                "generator.optimizer.kind", "adam",
                "generator.optimizer.learningRate", "{kind: linear, from: 0.002}",
                "discriminator.penalties", "[{on: fakes, weight: 3}]",
                "training.augmentation.noise", "{kind: cosine, from: 0.2, over: 7}"));

    assertThat(config.generator().optimizer()).isInstanceOf(OptimizerConfig.Adam.class);
    assertThat(config.generator().optimizer().learningRate())
        .isEqualTo(new Schedule.Linear(0.002, 0, 0));
    assertThat(config.discriminator().penalties())
        .containsExactly(new PenaltyConfig(PenaltyConfig.On.FAKES, Schedule.of(3), 1));
    assertThat(config.training().augmentation().noise()).isEqualTo(new Schedule.Cosine(0.2, 0, 7));
  }

  private static List<PenaltyConfig> penalties(Map<String, String> overrides) {
    return ConfigReader.resolve("notmnist-dcgan", null, overrides).discriminator().penalties();
  }

  /** As it always was: a rate that is given keeps the preset's schedule. */
  @Test
  void numberAboveASchedule_shouldBeWhatItBeginsWith() {
    Map<String, String> overrides = Map.of("generator.optimizer.learningRate", "5e-4");
    OptimizerConfig optimizer =
        ConfigReader.resolve("notmnist-dcgan", null, overrides).generator().optimizer();
    assertThat(optimizer.learningRate()).isEqualTo(new Schedule.Linear(5e-4, 0.1, 0));
  }

  @Test
  void endAboveOne_shouldGrow() {
    Schedule line = new Schedule.Linear(0.1, 5, 100);
    Schedule cosine = new Schedule.Cosine(0.1, 5, 0);
    assertThat(line.at(0, 1)).isCloseTo(0.1, within(1e-15));
    assertThat(line.at(50, 1)).isCloseTo(0.3, within(1e-15));
    assertThat(line.at(200, 1)).isCloseTo(0.5, within(1e-15));
    assertThat(cosine.at(100, 200)).isCloseTo(0.3, within(1e-15));
    assertThat(cosine.scaled(2, 0.5).at(50, 100)).isCloseTo(0.6, within(1e-15));
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
