package org.dcgan4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How measured values lie. The quartiles and the median are interpolated linearly between the two
 * nearest values.
 */
public record Spread(
    double min, double lowerQuartile, double median, double upperQuartile, double max) {

  /**
   * @param values at least one, in any order
   */
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted[sorted.length - 1]);
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Times one piece of work again and again. */
  static final class Stopwatch {
    private final List<Double> millis = new ArrayList<>();

    void time(Runnable work) {
      long start = System.nanoTime();
      work.run();
      millis.add((System.nanoTime() - start) / 1e6);
    }

    /** The mean of all times so far, in milliseconds. */
    double meanMillis() {
      return millis.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    int count() {
      return millis.size();
    }

    /** All times so far, in milliseconds. */
    Spread spread() {
      return Spread.of(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
