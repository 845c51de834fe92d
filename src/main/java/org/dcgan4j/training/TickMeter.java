package org.dcgan4j.training;

/** Reads a tick's figures from a position. */
record TickMeter(int imagesPerStep, double stepsPerEpoch) {

  /** The means since the last tick, of at least one step. */
  TickStats read(Position position) {
    TickSums sums = position.sinceTick();
    return new TickStats(
        position.step(),
        position.step() / stepsPerEpoch,
        position.step() * imagesPerStep,
        position.seconds(),
        sums.steps() * imagesPerStep / sums.seconds(),
        sums.dLoss() / sums.steps(),
        sums.gLoss() / sums.steps(),
        sums.dOfX() / sums.steps(),
        sums.dOfGz() / sums.steps());
  }
}
