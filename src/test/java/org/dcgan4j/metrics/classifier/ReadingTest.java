package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.metrics.Points;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Reading READING =
      new Reading(
          new Points(4, 1, new float[4]),
          new Points(
              4, 3, new float[] {0.5f, 0.25f, 0.25f, 0, 0, 1, 0.25f, 0, 0.75f, 0.5f, 0.5f, 0}));

  @Test
  void classShares_shouldCountTheMostProbableClasses() {
    assertThat(READING.classShares()).containsExactly(0.5, 0, 0.5);
  }

  /** Read as 0, 2, 2 and 0. */
  @Test
  void asTold_shouldBeTheShareOfEachToldClassThatIsReadAsIt() {
    int[] told = {0, 2, 0, 0};

    assertThat(READING.asTold(i -> told[i]))
        .containsExactly(new double[] {2 / 3.0, Double.NaN, 1}, within(1e-12));
  }

  @Test
  void confidence_shouldBeTheMeanOfTheHighest() {
    assertThat(READING.confidence()).isCloseTo((0.5 + 1 + 0.75 + 0.5) / 4, within(1e-9));
  }

  @Test
  void first_shouldBeginWithTheSame() {
    assertThat(READING.first(2).count()).isEqualTo(2);
    assertThat(READING.first(2).classOf(1)).isEqualTo(2);
  }
}
