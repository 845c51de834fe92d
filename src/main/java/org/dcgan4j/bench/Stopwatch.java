package org.dcgan4j.bench;

import java.util.ArrayList;
import java.util.List;

/** Times one piece of work again and again. */
final class Stopwatch {
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
