package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * How two clouds of points cover each other, judged by balls around the points that reach to their
 * k-th nearest neighbour.
 *
 * <p>Precision and recall: Kynkäänniemi et al., "Improved precision and recall metric for assessing
 * generative models", 2019. Density and coverage: Naeem et al., "Reliable fidelity and diversity
 * metrics for generative models", 2020.
 *
 * @param precision the share of samples in the ball of a real, in [0, 1]
 * @param recall the share of reals in the ball of a sample, in [0, 1]
 * @param density in how many balls of reals a sample is, over k; about 1 for equal distributions
 * @param coverage the share of reals with a sample in their ball, in [0, 1]
 */
record ManifoldScores(double precision, double recall, double density, double coverage) {
  /** The papers' k for images. */
  static final int NEIGHBOURS = 5;

  /**
   * Compares samples with reals.
   *
   * @param samples more than the reals' k, and about as many as they: coverage depends on both
   */
  static ManifoldScores of(Balls reals, Points samples) {
    int[] hits = new int[samples.count()];
    reals.visit(samples, (sample, real, squared) -> hits[sample] += reals.has(real, squared));
    Balls around = Balls.around(samples, reals.k());
    int[] recalled = new int[reals.points().count()];
    int[] covered = new int[reals.points().count()];
    around.visit(
        reals.points(),
        (real, sample, squared) -> {
          recalled[real] |= around.has(sample, squared);
          covered[real] |= reals.has(real, squared);
        });
    double density = Arrays.stream(hits).asLongStream().sum() / ((double) reals.k() * hits.length);
    return new ManifoldScores(share(hits), share(recalled), density, share(covered));
  }

  private static double share(int... hits) {
    return Arrays.stream(hits).filter(hit -> hit > 0).count() / (double) hits.length;
  }

  /** The four as measures beside their floors. */
  List<Evaluation.Score> beside(ManifoldScores floor) {
    return List.of(
        Evaluation.Score.of("precision", "precision", precision, floor.precision),
        Evaluation.Score.of("recall", "recall", recall, floor.recall),
        Evaluation.Score.of("density", "density", density, floor.density),
        Evaluation.Score.of("coverage", "coverage", coverage, floor.coverage));
  }

  /** Points, each with the ball around it that reaches to its k-th nearest neighbour. */
  record Balls(Points points, int k, float[] squaredRadii) {

    /**
     * @param k more than 0 and less than the number of points
     */
    static Balls around(Points points, int k) {
      if (k < 1 || k >= points.count()) {
        throw new IllegalArgumentException(
            "neighbour " + k + " of one of " + points.count() + " points");
      }
      // One more than k, because a point is its own nearest neighbour.
      float[] nearest = new float[points.count() * (k + 1)];
      Arrays.fill(nearest, Float.POSITIVE_INFINITY);
      Balls balls = new Balls(points, k, new float[points.count()]);
      balls.visit(
          points,
          // A point's distance to itself is 0, whatever rounding makes of it.
          (row, other, squared) -> insert(nearest, row * (k + 1), k, other == row ? 0 : squared));
      for (int i = 0; i < points.count(); i++) {
        balls.squaredRadii[i] = nearest[i * (k + 1) + k];
      }
      return balls;
    }

    /** Keeps the least k + 1 distances of a row in order. */
    private static void insert(float[] nearest, int start, int k, float distance) {
      int at = start + k;
      if (distance >= nearest[at]) {
        return;
      }
      while (at > start && nearest[at - 1] > distance) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = distance;
    }

    void visit(Points others, DistanceBlocks.Visitor visitor) {
      try (DistanceBlocks blocks = new DistanceBlocks(points)) {
        blocks.visit(others, visitor);
      }
    }

    /** 1 for a point as near to a ball's centre as its surface or nearer, else 0. */
    int has(int ball, float squaredDistance) {
      return squaredDistance <= squaredRadii[ball] ? 1 : 0;
    }
  }
}
