package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

  @Test
  void ofTwoNormalsOnALine_shouldBeTheClosedForm() {
    // Means 0 and 5, variances 4 and 9: 25 + (2 - 3)^2.
    FeatureStatistics a = withVariance(0, 4);
    FeatureStatistics b = withVariance(5, 9);

    assertThat(a.frechetDistance(b)).isCloseTo(26, within(1e-5));
  }

  @Test
  void ofIndependentCoordinates_shouldBeTheSumOfEach() {
    // Standard deviations 1, 2 against 3, 5; means 0, 0 against 1, -2.
    FeatureStatistics a = grid(0, 1, 0, 2);
    FeatureStatistics b = grid(1, 3, -2, 5);

    assertThat(a.frechetDistance(b)).isCloseTo(1 + 4 + 4 + 9, within(1e-5));
  }

  @Test
  void ofRotatedCovariances_shouldBeTheClosedForm() {
    // The axes of a covariance of 1 and 9 swapped: tr(2 (1 + 9)) - 2 tr((A B)^(1/2)), whose
    // eigenvalues are 3 and 3.
    FeatureStatistics a = grid(0, 1, 0, 3);
    FeatureStatistics b = grid(0, 3, 0, 1);

    assertThat(a.frechetDistance(b)).isCloseTo(20 - 12, within(1e-5));
  }

  @Test
  void ofCorrelatedFeatures_shouldNotDependOnARotationOfBoth() {
    Points a = Clouds.normal(50, 2, 0, 1, 1);
    Points b = Clouds.normal(50, 2, 1, 3, 2);
    double before = distance(a, b);

    assertThat(distance(rotated(a), rotated(b))).isCloseTo(before, within(1e-5));
  }

  @Test
  void ofEqualSets_shouldBeNothing() {
    Points points = Clouds.normal(300, 20, 1, 2, 1);

    assertThat(distance(points, points)).isCloseTo(0, within(1e-9));
  }

  @Test
  void ofFewerPointsThanFeatures_shouldBeFinite() {
    Points few = Clouds.normal(5, 20, 1, 2, 1);

    assertThat(distance(few, few)).isCloseTo(0, within(1e-5));
    assertThat(distance(few, Clouds.normal(5, 20, 1, 2, 2))).isPositive().isFinite();
  }

  @Test
  void distance_shouldBeSymmetric() {
    Points a = Clouds.normal(200, 10, 1, 2, 1);
    Points b = Clouds.normal(300, 10, 2, 1, 2);

    assertThat(distance(a, b)).isCloseTo(distance(b, a), within(1e-9));
  }

  private static double distance(Points a, Points b) {
    return statistics(a).frechetDistance(statistics(b));
  }

  private static FeatureStatistics withVariance(float mean, double variance) {
    float deviation = (float) Math.sqrt(variance / 2);
    FeatureStatistics statistics = new FeatureStatistics(1);
    // Two points at a distance d from their mean have the unbiased variance 2 d^2.
    statistics.add(new Points(2, 1, new float[] {mean - deviation, mean + deviation}));
    return statistics;
  }

  /** Four corners: independent coordinates with these means and standard deviations. */
  private static FeatureStatistics grid(float meanX, double x, float meanY, double y) {
    double corner = Math.sqrt(3.0 / 4);
    float dx = (float) (x * corner);
    float dy = (float) (y * corner);
    return statistics(
        new Points(
            4,
            2,
            new float[] {
              meanX - dx,
              meanY - dy,
              meanX + dx,
              meanY - dy,
              meanX - dx,
              meanY + dy,
              meanX + dx,
              meanY + dy
            }));
  }

  private static Points rotated(Points points) {
    float[] turned = new float[points.values().length];
    for (int i = 0; i < turned.length; i += 2) {
      double x = points.values()[i];
      double y = points.values()[i + 1];
      turned[i] = (float) (Math.cos(0.5) * x - Math.sin(0.5) * y);
      turned[i + 1] = (float) (Math.sin(0.5) * x + Math.cos(0.5) * y);
    }
    return new Points(points.count(), 2, turned);
  }

  private static FeatureStatistics statistics(Points points) {
    return new FeatureStatistics(points.width()).add(points);
  }
}
