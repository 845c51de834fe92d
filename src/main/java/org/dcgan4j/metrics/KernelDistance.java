package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.Evaluation.Spread;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The kernel distance of Bińkowski et al., "Demystifying MMD GANs", 2018, known as KID: the
 * unbiased estimate of the squared maximum mean discrepancy with the kernel {@code (x y / width +
 * 1)^3}, over random subsets. Its mean is around 0, on both sides of it, for equal distributions.
 */
final class KernelDistance {
  private static final int SUBSETS = 100;
  private static final int SUBSET_SIZE = 1000;

  private KernelDistance() {}

  /** With 100 subsets of 1,000 points, or of half of the smaller set where that is less. */
  static Spread between(Points a, Points b, long seed) {
    int size = Math.min(SUBSET_SIZE, Math.min(a.count(), b.count()) / 2);
    return between(a, b, SUBSETS, size, seed);
  }

  /** With {@code size} points of each set in a subset, at least 2. */
  static Spread between(Points a, Points b, int subsets, int size, long seed) {
    Points.multiplyOnOneThread();
    double[] estimates =
        IntStream.range(0, subsets)
            .parallel()
            .mapToDouble(
                subset -> {
                  RandomGenerator random = SeededRandom.of(seed, subset);
                  Points x = a.at(SeededRandom.choose(size, a.count(), random));
                  return discrepancy(x, b.at(SeededRandom.choose(size, b.count(), random)));
                })
            .toArray();
    return Spread.of(estimates);
  }

  /** The unbiased squared discrepancy of two sets of the same size (equation 3 there). */
  static double discrepancy(Points x, Points y) {
    try (INDArray xs = x.matrix();
        INDArray ys = y.matrix()) {
      int n = x.count();
      float[] dots = new float[n * n];
      double pairs = (double) n * (n - 1);
      Points.dots(xs, xs, dots);
      double within = kernelSum(dots, n, x.width(), false) / pairs;
      Points.dots(ys, ys, dots);
      within += kernelSum(dots, n, x.width(), false) / pairs;
      Points.dots(xs, ys, dots);
      return within - 2 * kernelSum(dots, n, x.width(), true) / ((double) n * n);
    }
  }

  private static double kernelSum(float[] dots, int n, int width, boolean diagonal) {
    double[] rows = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double base = (double) dots[i * n + j] / width + 1;
        rows[i] += i == j && !diagonal ? 0 : base * base * base;
      }
    }
    return Arrays.stream(rows).sum();
  }
}
