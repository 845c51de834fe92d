package org.dcgan4j.metrics;

import java.util.Arrays;

/** Mean and standard deviation of a few numbers. */
final class Spread {
  private Spread() {}

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** The standard deviation over all of them. */
  static double of(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / values.length);
  }
}
