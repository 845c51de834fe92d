package org.dcgan4j.metrics;

import java.io.Serializable;

/**
 * Mean and covariance of features in double precision, over any number of parts: parts are added
 * one by one or measured apart and merged.
 *
 * <p>Two sums of squared deviations merge exactly as in Chan, Golub and LeVeque, "Updating formulae
 * and a pairwise algorithm for computing sample variances", 1979, equation 2.1.
 */
public final class FeatureStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final int width;
  private final double[] mean;
  // The upper triangle of the sums of products of deviations, [width, width].
  private final double[] scatter;
  private long count;

  public FeatureStatistics(int width) {
    this.width = width;
    this.mean = new double[width];
    this.scatter = new double[Math.multiplyExact(width, width)];
  }

  /** The statistics of all points. */
  public static FeatureStatistics of(Points points) {
    FeatureStatistics statistics = new FeatureStatistics(points.width());
    statistics.add(points);
    return statistics;
  }

  /** Adds points to those seen so far. */
  public void add(Points points) {
    if (points.count() == 0) {
      return;
    }
    FeatureStatistics part = new FeatureStatistics(points.width());
    part.count = points.count();
    System.arraycopy(points.mean(), 0, part.mean, 0, width);
    double[] deviation = new double[width];
    for (int i = 0; i < points.count(); i++) {
      for (int j = 0; j < width; j++) {
        deviation[j] = points.values()[i * width + j] - part.mean[j];
      }
      part.addProducts(deviation, 1);
    }
    merge(part);
  }

  /** Adds all that another has seen. */
  public void merge(FeatureStatistics other) {
    if (other.width != width) {
      throw new IllegalArgumentException(other.width + " features do not merge with " + width);
    }
    if (other.count == 0) {
      return;
    }
    double all = (double) count + other.count;
    double[] shift = new double[width];
    for (int j = 0; j < width; j++) {
      shift[j] = other.mean[j] - mean[j];
      mean[j] += shift[j] * other.count / all;
    }
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] += other.scatter[i];
    }
    addProducts(shift, count * (other.count / all));
    count += other.count;
  }

  private void addProducts(double[] deviation, double weight) {
    for (int i = 0; i < width; i++) {
      double scaled = weight * deviation[i];
      for (int j = i; j < width; j++) {
        scatter[i * width + j] += scaled * deviation[j];
      }
    }
  }

  /** How many points were seen. */
  public long count() {
    return count;
  }

  public int width() {
    return width;
  }

  /** The mean point, {@code [width]}. */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The unbiased covariance, {@code [width, width]}.
   *
   * @throws IllegalStateException if fewer than two points were seen
   */
  public double[] covariance() {
    if (count < 2) {
      throw new IllegalStateException("a covariance needs two points, there are " + count);
    }
    double[] covariance = new double[scatter.length];
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        covariance[i * width + j] = scatter[i * width + j] / (count - 1);
        covariance[j * width + i] = covariance[i * width + j];
      }
    }
    return covariance;
  }
}
