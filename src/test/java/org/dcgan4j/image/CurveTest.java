package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcgan4j.image.StepChart.Curve;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final Curve CURVE =
      new Curve(
          new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
          new double[] {1, 9, 2, Double.NaN, 4, 6, Double.NaN, Double.NaN, Double.NaN});

  @Test
  void notFinite_shouldBecomeAGap() {
    List<double[]> points =
        List.of(
            new double[] {1, Double.POSITIVE_INFINITY},
            new double[] {2, Double.NaN},
            new double[] {3, -4});

    Curve curve = Curve.of(points, point -> point[0], point -> point[1]);

    assertThat(curve.x()).containsExactly(1, 2, 3);
    assertThat(curve.y()).containsExactly(Double.NaN, Double.NaN, -4);
  }

  @Test
  void means_shouldSkipGapsAndKeepWholeOnes() {
    Curve means = CURVE.means(3);

    assertThat(means.x()).containsExactly(2, 5, 8);
    assertThat(means.y()).containsExactly(4, 5, Double.NaN);
  }

  @Test
  void extremes_shouldKeepSpikes() {
    Curve extremes = CURVE.extremes(3);

    assertThat(extremes.x()).containsExactly(1, 3, 4, 6, 7, 9);
    assertThat(extremes.y()).containsExactly(1, 9, 4, 6, Double.NaN, Double.NaN);
  }
}
