package org.dcgan4j.metrics;

import java.util.Arrays;
import org.dcgan4j.data.GaussianPoints;

/**
 * What points are like.
 *
 * @param mean {@code [n]}
 * @param covariance {@code [n][n]}, over the number of points
 */
public record PointMeasures(double[] mean, double[][] covariance) {
  private static final double FAR = 8;

  /**
   * @param points {@code [count, n]}, one after the other; at least one
   */
  public static PointMeasures of(float[] points, int n) {
    int count = points.length / n;
    double[] mean = new double[n];
    for (int i = 0; i < points.length; i++) {
      mean[i % n] += points[i] / (double) count;
    }
    double[][] covariance = new double[n][n];
    for (int at = 0; at < points.length; at += n) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i][j] += (points[at + i] - mean[i]) * (points[at + j] - mean[j]) / count;
        }
      }
    }
    return new PointMeasures(mean, covariance);
  }

  /**
   * The Kolmogorov–Smirnov distance of numbers to the normal distribution that they should follow:
   * the largest difference of the two distribution functions, in [0, 1].
   */
  public static double kolmogorovSmirnov(float[] numbers, GaussianPoints line) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = normalCdf((sorted[i] - line.config().mu()) / line.config().sigma());
      double below = expected - (double) i / sorted.length;
      double above = (i + 1.0) / sorted.length - expected;
      largest = Math.max(largest, Math.max(below, above));
    }
    return largest;
  }

  /**
   * The distribution function of N(0, 1), by Marsaglia's series around 0 ("Evaluating the normal
   * distribution", 2004), to some units of the last place of 1.
   */
  static double normalCdf(double x) {
    if (!(Math.abs(x) <= FAR)) {
      return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
    }
    double sum = x;
    double term = x;
    for (int odd = 3; sum + term != sum || odd < 5; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
