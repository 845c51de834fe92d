package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dcgan4j.config.Config.CheckConfig;
import org.dcgan4j.data.GaussianPoints;

/**
 * What points are like.
 *
 * @param mean {@code [n]}
 * @param covariance {@code [n][n]}, over the number of points
 */
public record PointMeasures(double[] mean, double[][] covariance) {
  private static final double FAR = 8;
  private static final String[] AXES = {"x", "y"};

  /**
   * Points against the normal distribution that they should follow.
   *
   * @param points {@code [count, n]}, one after the other; at least one
   */
  public static List<Criterion> of(float[] points, GaussianPoints reference, CheckConfig check) {
    int n = reference.dimensions();
    PointMeasures found = of(points, n);
    List<Criterion> bounds = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String name = n == 1 ? "mean" : "mean" + AXES[i].toUpperCase(Locale.ROOT);
      String label = n == 1 ? "mean" : "mean of " + AXES[i];
      double mean = reference.mean()[i];
      bounds.add(Criterion.near(name, label, found.mean[i], mean, check.meanError()));
    }
    if (n == 1) {
      double sd = Math.sqrt(found.covariance[0][0]);
      double sigma = reference.config().sigma();
      double ks = kolmogorovSmirnov(points, reference);
      bounds.add(Criterion.near("sd", "standard deviation", sd, sigma, check.sdError()));
      bounds.add(Criterion.none("kolmogorovSmirnov", "Kolmogorov-Smirnov distance", ks));
      return bounds;
    }
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        String name = "covariance" + (AXES[i] + AXES[j]).toUpperCase(Locale.ROOT);
        String label = "covariance of " + AXES[i] + ", " + AXES[j];
        double expected = reference.covariance()[i][j];
        double error = check.covarianceError() * Math.abs(expected);
        bounds.add(Criterion.near(name, label, found.covariance[i][j], expected, error));
      }
    }
    return bounds;
  }

  /** Their moments. */
  static PointMeasures of(float[] points, int n) {
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
  static double kolmogorovSmirnov(float[] numbers, GaussianPoints line) {
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
