package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.junit.jupiter.api.Test;

class CollapseWarningTest {
  private static final List<String> NAMES = List.of("A", "B");

  @Test
  void classThatFallsAway_shouldBeNamedOnce() {
    TickMeasures good = measures(0.5, 0.5);
    TickMeasures fallen = measures(0.5, 0.04);

    assertThat(TrainingAlarms.collapse(List.of(good, fallen), NAMES))
        .hasValue(
            "mode collapse? class B has fallen away: 4.0% of the samples, 50.0% of the reals");
    assertThat(TrainingAlarms.collapse(List.of(good, fallen, fallen), NAMES)).isEmpty();
  }

  @Test
  void classThatWasNeverThere_shouldNotBeWarnedOf() {
    TickMeasures early = measures(0.1, 0.12);

    assertThat(TrainingAlarms.collapse(List.of(early, measures(0.1, 0.05)), NAMES)).isEmpty();
  }

  @Test
  void coverageThatHalves_shouldBeWarnedOf() {
    List<TickMeasures> falling =
        List.of(measures(0.6, 0.5), measures(0.8, 0.5), measures(0.3, 0.5));

    assertThat(TrainingAlarms.collapse(falling, NAMES))
        .hasValue("mode collapse? coverage has fallen to 0.30 from 0.80");
  }

  @Test
  void measuresOfRotations_shouldWarnOfCoverageAlone() {
    List<TickMeasures> falling = List.of(ofRotations(0.8), ofRotations(0.3));

    assertThat(TrainingAlarms.collapse(falling, NAMES))
        .hasValue("mode collapse? coverage has fallen to 0.30 from 0.80");
  }

  private static TickMeasures ofRotations(double coverage) {
    return new TickMeasures(
        1, 100, "4 rotations", 0.7, 9, 1, 0.9, 0.9, coverage, 1, 0.9, 0, List.of(), List.of());
  }

  @Test
  void coverageThatWavers_orOfABeginning_shouldNotBeWarnedOf() {
    assertThat(TrainingAlarms.collapse(List.of(measures(0.8, 0.5), measures(0.5, 0.5)), NAMES))
        .isEmpty();
    assertThat(TrainingAlarms.collapse(List.of(measures(0.09, 0.5), measures(0, 0.5)), NAMES))
        .isEmpty();
    assertThat(TrainingAlarms.collapse(List.of(measures(0.8, 0.5)), NAMES)).isEmpty();
    assertThat(TrainingAlarms.collapse(List.of(), NAMES)).isEmpty();
  }

  private static TickMeasures measures(double coverage, double shareOfB) {
    return new TickMeasures(
        1,
        1000,
        "2 classes",
        0.95,
        9,
        1,
        0.9,
        0.9,
        coverage,
        0.97,
        0.9,
        0.1,
        List.of(1 - shareOfB, shareOfB),
        List.of(0.5, 0.5));
  }
}
