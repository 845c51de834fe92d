package org.dcgan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.checkpoint.CheckpointFolder.Pinned;
import org.dcgan4j.config.ConfigReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that is new has to be thought about: what if a run goes on with another value of it? */
class PinnedTest {
  /**
   * What a run that goes on may change: its limits, when it looks and saves, what computes (which
   * changes the last bits), and where the data are, whose digest is in the run's manifest. What
   * came before the first step is over.
   */
  private static final List<String> FREE =
      List.of(
          "preset",
          "width",
          "blocks",
          "data.set",
          "data.dir",
          "data.onlyClass",
          "data.size",
          "data.fit",
          "data.colour",
          "data.rendered",
          "data.renderedSeed",
          "data.gaussian",
          "pretraining",
          "training.epochs",
          "training.steps",
          "training.minutes",
          "training.backend",
          "checkpoint",
          "tick",
          "evaluate",
          "check",
          "run");

  static Stream<String> keys() {
    return ConfigReader.KEYS.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKey_shouldBeEitherPinnedOrFree(String key) {
    assertThat(Pinned.TRAINING.pins(key))
        .as("%s is pinned; it is listed as free, or in neither list, otherwise", key)
        .isNotEqualTo(Pinned.hold(FREE, key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatDrawingNeeds_shouldBePinnedInTrainingToo(String key) {
    assertThat(!Pinned.GENERATOR.pins(key) || Pinned.TRAINING.pins(key)).isTrue();
  }
}
