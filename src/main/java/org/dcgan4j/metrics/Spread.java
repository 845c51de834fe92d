package org.dcgan4j.metrics;

import java.util.Arrays;

/** Mean and standard deviation over all of a few numbers. */
record Spread(double mean, double deviation) {
  static Spread of(double... values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / values.length));
  }
}
