package org.dcgan4j.metrics;

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
public record ManifoldScores(double precision, double recall, double density, double coverage) {
  /** The papers' k for images. */
  public static final int NEIGHBOURS = 5;

  /**
   * Compares samples with reals.
   *
   * @param reals with their balls
   * @param samples about as many as the reals: coverage depends on both numbers
   * @param k more than 0 and less than the number of samples
   */
  public static ManifoldScores of(KnnManifold reals, Points samples, int k) {
    KnnManifold sampleBalls = KnnManifold.around(samples, k);
    int[] hits = new int[samples.count()];
    reals.visit(samples, (row, ball, inside, squared) -> hits[row] += inside ? 1 : 0);
    boolean[] recalled = new boolean[reals.count()];
    boolean[] covered = new boolean[reals.count()];
    sampleBalls.visit(
        reals.points(),
        (row, ball, inside, squared) -> {
          recalled[row] |= inside;
          covered[row] |= squared <= reals.squaredRadius(row);
        });
    long inSome = 0;
    long all = 0;
    for (int hit : hits) {
      inSome += hit > 0 ? 1 : 0;
      all += hit;
    }
    double n = samples.count();
    return new ManifoldScores(inSome / n, share(recalled), all / (k * n), share(covered));
  }

  private static double share(boolean[] flags) {
    int set = 0;
    for (boolean flag : flags) {
      set += flag ? 1 : 0;
    }
    return (double) set / flags.length;
  }
}
