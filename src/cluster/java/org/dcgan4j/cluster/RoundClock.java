package org.dcgan4j.cluster;

/** How long rounds take, since it was asked last, and how much of that is not training. */
final class RoundClock {
  private int rounds;
  private double seconds;
  private double training;

  /**
   * What a round costs.
   *
   * @param training seconds in which the slowest worker trains
   * @param averaging seconds for everything else: sending, waiting for a place, adding up
   */
  record Mean(double training, double averaging) {}

  void add(double wholeSeconds, double slowestSeconds) {
    rounds++;
    seconds += wholeSeconds;
    training += slowestSeconds;
  }

  /** The mean of a round, and begins anew. */
  Mean reset() {
    Mean mean = new Mean(training / rounds, (seconds - training) / rounds);
    rounds = 0;
    seconds = 0;
    training = 0;
    return mean;
  }
}
