package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dcgan4j.data.SeededRandom;

/**
 * Fits the machines of a {@link LinearClassifier} to sets that liblinear has no room for: it wants
 * an object of 24 bytes for each number, here it is a byte. The algorithm is the one that liblinear
 * uses by default, without its shrinking (Hsieh et al., "A dual coordinate descent method for
 * large-scale linear SVM", 2008, algorithm 1, L2 loss): one point after the other in random order,
 * its multiplier of each class moves to where the dual is least.
 */
final class DualDescent {
  private static final int PASSES = 100;
  private static final long SEED = 1;

  private final LinearExamples.Bytes points;
  private final int width;
  private final float[][] weights;
  private final float[][] multipliers;

  private DualDescent(LinearExamples.Bytes points, int classes) {
    this.points = points;
    this.width = points.width();
    this.weights = new float[classes][width + 1];
    this.multipliers = new float[classes][points.count()];
  }

  /**
   * @param labels indices of classes below {@code classes}
   * @param enough how far the gradient's greatest and least may lie apart in the end
   * @return for each class its weights and, behind them, its offset
   */
  static float[][] solve(
      LinearExamples.Bytes points, int classes, double cost, double enough, int... labels) {
    DualDescent descent = new DualDescent(points, classes);
    RandomGenerator random = SeededRandom.of(SEED, 0);
    int[] order = IntStream.range(0, points.count()).toArray();
    double[] apart = new double[classes];
    Arrays.fill(apart, Double.POSITIVE_INFINITY);
    for (int pass = 0; pass < PASSES && Arrays.stream(apart).max().orElse(0) > enough; pass++) {
      SeededRandom.shuffle(order, random);
      descent.pass(order, apart, cost, enough, labels);
    }
    return descent.weights;
  }

  /** One pass over all points, for those classes that are not done. */
  private void pass(int[] order, double[] apart, double cost, double enough, int... labels) {
    int[] active = IntStream.range(0, apart.length).filter(c -> apart[c] > enough).toArray();
    double[] most = new double[apart.length];
    double[] least = new double[apart.length];
    float[] x = new float[width + 1];
    x[width] = 1;
    for (int i : order) {
      points.copyTo(i, x);
      double curvature = dot(x, x) + 1 / (2 * cost);
      for (int c : active) {
        double sign = labels[i] == c ? 1 : -1;
        double before = multipliers[c][i];
        double gradient = sign * dot(weights[c], x) - 1 + before / (2 * cost);
        double projected = before == 0 ? Math.min(gradient, 0) : gradient;
        most[c] = Math.max(most[c], projected);
        least[c] = Math.min(least[c], projected);
        if (projected != 0) {
          double after = Math.max(before - gradient / curvature, 0);
          multipliers[c][i] = (float) after;
          add(weights[c], (float) (sign * (multipliers[c][i] - before)), x);
        }
      }
    }
    for (int c : active) {
      apart[c] = most[c] - least[c];
    }
  }

  /** With sums side by side, which a processor adds at once. */
  private static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (double) s0 + s1 + s2 + s3;
  }

  private static void add(float[] w, float times, float[] x) {
    for (int i = 0; i < w.length; i++) {
      w[i] += times * x[i];
    }
  }
}
