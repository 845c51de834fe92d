package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.metrics.ClassifierStatistics.ClassifierScore;
import org.dcgan4j.metrics.Evaluation.Spread;
import org.junit.jupiter.api.Test;

class ClassifierScoreTest {

  @Test
  void sureAndEvenOverTheClasses_shouldScoreTheirNumber() {
    assertThat(score(1, 0, 0, 0, 1, 0, 0, 0, 1)).isCloseTo(3, within(1e-9));
  }

  @Test
  void sureOfOneClassOrOfNone_shouldScoreOne() {
    assertThat(score(1, 0, 0, 1, 0, 0)).isCloseTo(1, within(1e-9));
    assertThat(score(0.5f, 0.25f, 0.25f, 0.5f, 0.25f, 0.25f)).isCloseTo(1, within(1e-9));
  }

  @Test
  void halfSure_shouldBeTheFormula() {
    // Two images, 0.75 for one of two classes each: KL = log 2 - H(0.75).
    double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);

    double score =
        ClassifierScore.score(new Points(2, 2, new float[] {0.75f, 0.25f, 0.25f, 0.75f}));

    assertThat(score).isCloseTo(2 * Math.exp(-entropy), within(1e-9));
  }

  @Test
  void parts_shouldGiveMeanAndSpread() {
    // Ten parts of two images: in five both classes are seen, in five one of them.
    float[] p = new float[40];
    for (int i = 0; i < 20; i++) {
      p[2 * i + (i < 10 ? i % 2 : 0)] = 1;
    }

    Spread score = ClassifierScore.ofParts(new Points(20, 2, p));

    assertThat(score.mean()).isCloseTo(1.5, within(1e-9));
    assertThat(score.deviation()).isCloseTo(0.5, within(1e-9));
  }

  private static double score(float... p) {
    return ClassifierScore.score(new Points(p.length / 3, 3, p));
  }
}
