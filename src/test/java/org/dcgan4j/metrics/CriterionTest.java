package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.CheckConfig;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionTest {
  private static final GaussianPoints LINE = points("gaussian-1d");
  private static final GaussianPoints PLANE = points("gaussian-2d");
  private static final CheckConfig CHECK = new CheckConfig(0.3, 0.3, 0.25, 0, 0, 0);

  @Test
  void moments_shouldBeTheSumsOfFourPoints() {
    Criterion.Moments found = Criterion.Moments.of(new float[] {0, 0, 2, 1, 4, 2, 6, 9}, 2);
    assertThat(found.mean()).containsExactly(3, 3);
    assertThat(found.covariance()[0]).containsExactly(5, 7);
    assertThat(found.covariance()[1]).containsExactly(7, 12.5);
  }

  /** Tabulated values. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5", "1, 0.841344746068543", "-1, 0.158655253931457", "1.959963984540054, 0.975",
    "-3, 0.001349898031630", "6, 0.999999999013412", "9, 1", "-9, 0"
  })
  void normalCdf_shouldBeTheTables(double x, double expected) {
    assertThat(Criterion.normalCdf(x)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void kolmogorovSmirnov_shouldBeTheLargestStep() {
    // One number at the median leaves half of the distribution on each side.
    assertThat(Criterion.kolmogorovSmirnov(new float[] {0}, LINE)).isEqualTo(0.5);
    assertThat(Criterion.kolmogorovSmirnov(new float[] {99, 99}, LINE)).isEqualTo(1);
    double expected = 1 - Criterion.normalCdf(1);
    assertThat(Criterion.kolmogorovSmirnov(new float[] {1, -1, 0}, LINE))
        .isCloseTo(Math.max(expected, 1.0 / 3 - expected), within(1e-12));
  }

  @Test
  void numbersOfTheDistributionItself_shouldPass() {
    float[] numbers = LINE.draw(20_000, random());
    List<Criterion> bounds = Criterion.ofPoints(numbers, LINE, CHECK);
    assertThat(bounds)
        .extracting(Criterion::name)
        .containsExactly("mean", "sd", "kolmogorovSmirnov");
    assertThat(bounds).allMatch(Criterion::passes);
    // The 0.1 percent point of the distance of so many numbers is 1.95 / sqrt(20000).
    assertThat(bounds.get(2).value()).isLessThan(0.0138);
  }

  @Test
  void pointsInThePlane_shouldBeJudgedByEachEntry() {
    float[] points = PLANE.draw(50_000, random());
    List<Criterion> bounds = Criterion.ofPoints(points, PLANE, CHECK);
    assertThat(bounds)
        .extracting(Criterion::name)
        .containsExactly("meanX", "meanY", "covarianceXX", "covarianceXY", "covarianceYY");
    assertThat(bounds).allMatch(Criterion::passes);
    for (int i = 1; i < points.length; i += 2) {
      points[i] = 2 + (points[i] - 2) * 1.2f;
    }
    assertThat(Criterion.ofPoints(points, PLANE, CHECK))
        .filteredOn(bound -> !bound.passes())
        .extracting(Criterion::name)
        .containsExactly("covarianceYY");
  }

  @Test
  void notANumber_shouldNotPass() {
    assertThat(Criterion.ofPoints(new float[] {Float.NaN, 0}, LINE, CHECK).get(0).passes())
        .isFalse();
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(3);
  }

  private static GaussianPoints points(String preset) {
    Config config = ConfigReader.resolve(preset, null, Map.of());
    return (GaussianPoints) DataSource.load(config, done -> {}, Progress.NONE);
  }
}
