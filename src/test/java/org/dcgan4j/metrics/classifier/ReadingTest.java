package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.metrics.Points;
import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void classOf_shouldBeTheMostProbable() {
    Classifier.Reading reading =
        new Classifier.Reading(
            new Points(3, 1, new float[3]),
            new Points(3, 3, new float[] {0.5f, 0.25f, 0.25f, 0, 0, 1, 0.25f, 0.5f, 0.25f}));

    assertThat(reading.count()).isEqualTo(3);
    assertThat(reading.classOf(0)).isZero();
    assertThat(reading.classOf(1)).isEqualTo(2);
    assertThat(reading.classOf(2)).isEqualTo(1);
  }
}
