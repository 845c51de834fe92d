package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeatureStatisticsTest {
  private static final Points POINTS = Clouds.normal(1000, 7, 3, 2, 1);

  @Test
  void covariance_shouldBeThatOfFourKnownPoints() {
    // x and y: 0 0, 2 0, 0 4, 2 4: means 1 and 2, sums of squares 4 and 16, no covariance.
    FeatureStatistics statistics =
        statistics(new Points(4, 2, new float[] {0, 0, 2, 0, 0, 4, 2, 4}));

    assertThat(statistics.mean).containsExactly(1, 2);
    assertThat(statistics.covariance().data).containsExactly(4 / 3.0, 0, 0, 16 / 3.0);
  }

  @Test
  void parts_shouldAddUpToTheWhole() {
    FeatureStatistics streamed = new FeatureStatistics(7);
    for (int from = 0; from < 1000; from += 130) {
      streamed.add(POINTS.range(from, Math.min(1000, from + 130)));
    }

    assertEqual(streamed, statistics(POINTS));
  }

  @Test
  void merged_shouldEqualTheWhole() {
    FeatureStatistics merged = statistics(POINTS.range(0, 17));
    merged.merge(statistics(POINTS.range(17, 600)));
    merged.merge(new FeatureStatistics(7));
    FeatureStatistics rest = new FeatureStatistics(7);
    rest.merge(statistics(POINTS.range(600, 1000)));
    merged.merge(rest);

    assertEqual(merged, statistics(POINTS));
  }

  @Test
  void largeMean_shouldNotSpoilASmallVariance() {
    FeatureStatistics statistics = new FeatureStatistics(1);
    statistics.add(Clouds.line(1e6f, 1e6f + 1));
    statistics.add(Clouds.line(1e6f + 2, 1e6f + 3));

    assertThat(statistics.covariance().get(0, 0)).isEqualTo(5 / 3.0);
  }

  @Test
  void onePoint_shouldHaveNoCovariance() {
    assertThatThrownBy(statistics(Clouds.line(1))::covariance)
        .hasMessage("a covariance needs two points, there are 1");
  }

  private static void assertEqual(FeatureStatistics actual, FeatureStatistics expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.mean).containsExactly(expected.mean, within(1e-12));
    assertThat(actual.covariance().data).containsExactly(expected.covariance().data, within(1e-11));
  }

  private static FeatureStatistics statistics(Points points) {
    return new FeatureStatistics(points.width()).add(points);
  }
}
