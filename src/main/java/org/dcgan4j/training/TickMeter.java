package org.dcgan4j.training;

import java.time.Duration;

/** Collects steps from one tick to the next. */
final class TickMeter {
  private final int imagesPerStep;
  private final double stepsPerEpoch;
  private int steps;
  private Duration since = Duration.ZERO;
  private double dLoss;
  private double gLoss;
  private double dOfX;
  private double dOfGz;

  TickMeter(int imagesPerStep, double stepsPerEpoch) {
    this.imagesPerStep = imagesPerStep;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  void add(StepStats stats) {
    steps++;
    dLoss += stats.dLoss();
    gLoss += stats.gLoss();
    dOfX += stats.dOfX();
    dOfGz += stats.dOfGz();
  }

  /** Whether no step came since the last tick. */
  boolean isEmpty() {
    return steps == 0;
  }

  /**
   * The means since the last tick; begins the next.
   *
   * @param training time spent in steps so far
   */
  TickStats tick(long step, Duration training) {
    double seconds = training.minus(since).toNanos() / 1e9;
    TickStats stats =
        new TickStats(
            step,
            step / stepsPerEpoch,
            step * imagesPerStep,
            training.toNanos() / 1e9,
            steps * imagesPerStep / seconds,
            dLoss / steps,
            gLoss / steps,
            dOfX / steps,
            dOfGz / steps);
    steps = 0;
    dLoss = gLoss = dOfX = dOfGz = 0;
    since = training;
    return stats;
  }
}
