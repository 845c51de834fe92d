package org.dcgan4j.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.CheckConfig;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * A figure beside what it has to be.
 *
 * @param name stable, for JSON
 * @param label for people
 * @param least the least legal value; minus infinity for none
 * @param greatest the greatest legal value; infinity for none
 */
public record Criterion(String name, String label, double value, double least, double greatest) {
  private static final double LN_2 = Math.log(2);
  private static final double FAR = 8;
  private static final String[] AXES = {"x", "y"};

  /**
   * What a run on images has to reach, of what was measured: only what the configuration asks for.
   *
   * @param last the run's last tick; empty where it has none
   */
  public static List<Criterion> ofImages(
      Config config, Evaluation evaluation, Optional<TickStats> last) {
    CheckConfig check = config.check();
    List<Criterion> bounds = new ArrayList<>();
    if (check.classShare() > 0 && config.data().onlyClass() != null) {
      String wanted = config.data().onlyClass();
      double share = evaluation.share(wanted);
      bounds.add(atLeast("readAsClass", "read as " + wanted, share, check.classShare()));
    }
    if (check.confidence() > 0) {
      String label = "mean confidence of the reading";
      double confidence = evaluation.value("confidence");
      bounds.add(atLeast("readConfidence", label, confidence, check.confidence()));
    }
    if (check.lossError() > 0) {
      double d = last.map(TickStats::dLoss).orElse(Double.NaN);
      double g = last.map(TickStats::gLoss).orElse(Double.NaN);
      bounds.add(near("dLoss", "discriminator's last loss", d, LN_2, check.lossError()));
      bounds.add(near("gLoss", "generator's last loss", g, LN_2, check.lossError()));
    }
    return bounds;
  }

  /**
   * Points against the normal distribution that they should follow.
   *
   * @param points {@code [count, n]}, one after the other; at least one
   */
  public static List<Criterion> ofPoints(
      float[] points, GaussianPoints reference, CheckConfig check) {
    int n = reference.dimensions();
    Moments found = Moments.of(points, n);
    List<Criterion> bounds = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String name = n == 1 ? "mean" : "mean" + AXES[i].toUpperCase(Locale.ROOT);
      String label = n == 1 ? "mean" : "mean of " + AXES[i];
      double mean = reference.mean()[i];
      bounds.add(near(name, label, found.mean[i], mean, check.meanError()));
    }
    if (n == 1) {
      double sd = Math.sqrt(found.covariance[0][0]);
      double sigma = reference.config().sigma();
      double ks = kolmogorovSmirnov(points, reference);
      bounds.add(near("sd", "standard deviation", sd, sigma, check.sdError()));
      bounds.add(none("kolmogorovSmirnov", "Kolmogorov-Smirnov distance", ks));
      return bounds;
    }
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        String name = "covariance" + (AXES[i] + AXES[j]).toUpperCase(Locale.ROOT);
        String label = "covariance of " + AXES[i] + ", " + AXES[j];
        double expected = reference.covariance()[i][j];
        double error = check.covarianceError() * Math.abs(expected);
        bounds.add(near(name, label, found.covariance[i][j], expected, error));
      }
    }
    return bounds;
  }

  /**
   * What points are like.
   *
   * @param mean {@code [n]}
   * @param covariance {@code [n][n]}, over the number of points
   */
  record Moments(double[] mean, double[][] covariance) {
    static Moments of(float[] points, int n) {
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
      return new Moments(mean, covariance);
    }
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

  /** A figure that nothing is asked of. */
  static Criterion none(String name, String label, double value) {
    return new Criterion(name, label, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A figure at most {@code error} away from a target; 0 asks for nothing. */
  static Criterion near(String name, String label, double value, double target, double error) {
    return error == 0
        ? none(name, label, value)
        : new Criterion(name, label, value, target - error, target + error);
  }

  /** A figure that shall be large. */
  static Criterion atLeast(String name, String label, double value, double least) {
    return new Criterion(name, label, value, least, Double.POSITIVE_INFINITY);
  }

  /**
   * Adds figures that a run has to reach: each under its name, whether it is what it has to be
   * under its name with {@code Pass}, and all together as {@code passed}.
   */
  public static ObjectNode addTo(ObjectNode json, List<Criterion> bounds) {
    for (Criterion bound : bounds) {
      json.put(bound.name(), bound.value());
      if (bound.asks()) {
        json.put(bound.name() + "Pass", bound.passes());
      }
    }
    if (bounds.stream().anyMatch(Criterion::asks)) {
      json.put("passed", bounds.stream().allMatch(Criterion::passes));
    }
    return json;
  }

  /** Whether anything is asked of it. */
  public boolean asks() {
    return Double.isFinite(least) || Double.isFinite(greatest);
  }

  /** Whether it is what it has to be; not a number is not. */
  public boolean passes() {
    return value >= least && value <= greatest;
  }
}
