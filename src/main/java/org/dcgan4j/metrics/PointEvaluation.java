package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dcgan4j.config.Config.CheckConfig;
import org.dcgan4j.data.GaussianPoints;

/** Points against the normal distribution that they should follow. */
public final class PointEvaluation {
  private static final String[] AXES = {"x", "y"};

  private PointEvaluation() {}

  /**
   * @param points {@code [count, n]}, one after the other
   */
  public static List<Criterion> of(float[] points, GaussianPoints reference, CheckConfig check) {
    int n = reference.dimensions();
    PointMeasures found = PointMeasures.of(points, n);
    PointMeasures truth = new PointMeasures(reference.mean(), reference.covariance());
    List<Criterion> bounds = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      bounds.add(
          Criterion.near(
              n == 1 ? "mean" : "mean" + AXES[i].toUpperCase(Locale.ROOT),
              n == 1 ? "mean" : "mean of " + AXES[i],
              found.mean()[i],
              truth.mean()[i],
              check.meanError()));
    }
    if (n == 1) {
      bounds.addAll(onTheLine(points, reference, found, check));
    } else {
      bounds.addAll(covariance(found, truth, check));
    }
    return bounds;
  }

  private static List<Criterion> onTheLine(
      float[] numbers, GaussianPoints reference, PointMeasures found, CheckConfig check) {
    return List.of(
        Criterion.near(
            "sd",
            "standard deviation",
            Math.sqrt(found.covariance()[0][0]),
            reference.config().sigma(),
            check.sdError()),
        Criterion.none(
            "kolmogorovSmirnov",
            "Kolmogorov-Smirnov distance",
            PointMeasures.kolmogorovSmirnov(numbers, reference)));
  }

  private static List<Criterion> covariance(
      PointMeasures found, PointMeasures truth, CheckConfig check) {
    List<Criterion> bounds = new ArrayList<>();
    for (int i = 0; i < AXES.length; i++) {
      for (int j = i; j < AXES.length; j++) {
        double expected = truth.covariance()[i][j];
        bounds.add(
            Criterion.near(
                "covariance" + (AXES[i] + AXES[j]).toUpperCase(Locale.ROOT),
                "covariance of " + AXES[i] + ", " + AXES[j],
                found.covariance()[i][j],
                expected,
                check.covarianceError() * Math.abs(expected)));
      }
    }
    return bounds;
  }
}
