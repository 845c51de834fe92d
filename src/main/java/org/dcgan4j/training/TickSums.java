package org.dcgan4j.training;

/**
 * Sums over the steps since the last tick.
 *
 * @param steps how many
 * @param seconds spent in them
 * @param dLoss see {@link StepStats#dLoss()}
 * @param gLoss see {@link StepStats#gLoss()}
 * @param dOfX see {@link StepStats#dOfX()}
 * @param dOfGz see {@link StepStats#dOfGz()}
 */
public record TickSums(
    long steps, double seconds, double dLoss, double gLoss, double dOfX, double dOfGz) {
  /** Right after a tick. */
  public static final TickSums NONE = new TickSums(0, 0, 0, 0, 0, 0);

  public TickSums {
    if (steps < 0 || !(seconds >= 0) || !Double.isFinite(seconds + dLoss + gLoss + dOfX + dOfGz)) {
      throw new IllegalArgumentException("sums over " + steps + " steps are not finite");
    }
  }

  TickSums plus(StepStats stats, double stepSeconds) {
    return new TickSums(
        steps + 1,
        seconds + stepSeconds,
        dLoss + stats.dLoss(),
        gLoss + stats.gLoss(),
        dOfX + stats.dOfX(),
        dOfGz + stats.dOfGz());
  }
}
