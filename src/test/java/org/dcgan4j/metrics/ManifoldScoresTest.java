package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ManifoldScoresTest {

  @Test
  void pointsOnALine_shouldScoreAsCountedByHand() {
    // Radii with k = 1: reals 0 (1), 1 (1), 3 (2), 10 (7); samples 0.5 (1.5), 2 (1.5), 20 (18).
    ManifoldScores.Balls reals = ManifoldScores.Balls.around(Clouds.line(0, 1, 3, 10), 1);
    Points samples = Clouds.line(0.5f, 2, 20);

    ManifoldScores scores = ManifoldScores.of(reals, samples);

    // 0.5 is in the balls of 0 and 1; 2 in those of 1 and 3; 20 in none (10 reaches to 17).
    assertThat(scores.precision()).isEqualTo(2 / 3.0);
    assertThat(scores.density()).isEqualTo(4 / 3.0);
    // 0, 1, 3 lie within 1.5 of a sample, and 10 within 18 of 20.
    assertThat(scores.recall()).isEqualTo(1);
    // 0, 1 and 3 have a sample in their ball; the nearest to 10 is 8 away.
    assertThat(scores.coverage()).isEqualTo(3 / 4.0);
  }

  @Test
  void samplesFarAway_shouldScoreNothing() {
    ManifoldScores.Balls reals = ManifoldScores.Balls.around(Clouds.normal(100, 3, 0, 1, 1), 5);

    ManifoldScores scores = ManifoldScores.of(reals, Clouds.normal(100, 3, 1000, 1, 2));

    assertThat(scores).isEqualTo(new ManifoldScores(0, 0, 0, 0));
  }

  @Test
  void equalSets_shouldScoreOne() {
    Points points = Clouds.normal(500, 8, 2, 1, 1);

    ManifoldScores scores = ManifoldScores.of(ManifoldScores.Balls.around(points, 5), points);

    assertThat(scores.precision()).isEqualTo(1);
    assertThat(scores.recall()).isEqualTo(1);
    assertThat(scores.coverage()).isEqualTo(1);
    // Each is in its own ball and, on the mean, in five others'; the fifth neighbour lies on the
    // surface, where rounding decides.
    assertThat(scores.density()).isCloseTo(6 / 5.0, within(0.01));
  }

  @Test
  void equalDistributions_shouldCoverAsTheTheorySays() {
    Points reals = Clouds.normal(3000, 4, 0, 1, 1);
    Points samples = Clouds.normal(3000, 4, 0, 1, 2);

    ManifoldScores scores = ManifoldScores.of(ManifoldScores.Balls.around(reals, 5), samples);

    // Naeem et al., lemma 2: about 1 - 2^-k for equally many of both.
    assertThat(scores.coverage()).isCloseTo(1 - Math.pow(2, -5), within(0.015));
    assertThat(scores.density()).isCloseTo(1, within(0.05));
  }

  @Test
  void droppedMode_shouldShowInRecallAndCoverageAndNotInPrecision() {
    Points mode = Clouds.normal(500, 4, 0, 1, 1);
    Points other = Clouds.normal(500, 4, 50, 1, 2);
    float[] both = new float[2 * mode.values().length];
    System.arraycopy(mode.values(), 0, both, 0, mode.values().length);
    System.arraycopy(other.values(), 0, both, mode.values().length, other.values().length);
    ManifoldScores.Balls reals = ManifoldScores.Balls.around(new Points(1000, 4, both), 5);

    ManifoldScores scores = ManifoldScores.of(reals, Clouds.normal(1000, 4, 0, 1, 3));

    assertThat(scores.precision()).isGreaterThan(0.85);
    assertThat(scores.recall()).isLessThan(0.5);
    assertThat(scores.coverage()).isBetween(0.45, 0.5);
  }

  @Test
  void manyDuplicates_shouldLieOnEachOther() {
    // Off the blocks' origin and in many blocks: rounding must not tell equal points apart.
    float[] values = new float[300 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 50 + (i < 150 * 50 ? 0 : 0.37f);
    }
    Points points = new Points(300, 50, values);

    ManifoldScores scores = ManifoldScores.of(ManifoldScores.Balls.around(points, 5), points);

    assertThat(scores.coverage()).isEqualTo(1);
    assertThat(scores.density()).isEqualTo(150 / 5.0);
  }
}
