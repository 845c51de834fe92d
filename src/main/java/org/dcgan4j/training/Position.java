package org.dcgan4j.training;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a training stands between two steps: all that it needs, beside the networks and their
 * optimisers, to go on as if it had never stopped.
 *
 * @param step steps done, counted from the run's very first
 * @param seconds spent in them, in all processes of the run
 * @param sinceTick the sums that the next tick's means come from
 * @param recovery whether the run diverged before and was taken back; null is never
 */
public record Position(long step, double seconds, TickSums sinceTick, Recovery recovery) {
  /** Before the first step. */
  public static final Position START = new Position(0, 0, TickSums.NONE, Recovery.NONE);

  public Position {
    Objects.requireNonNull(sinceTick, "sinceTick");
    recovery = recovery == null ? Recovery.NONE : recovery;
    boolean legalTime = seconds >= 0 && Double.isFinite(seconds);
    if (step < 0 || !legalTime || sinceTick.steps() > step) {
      throw new IllegalArgumentException("no position: step " + step + ", " + seconds + " seconds");
    }
  }

  /** {@link #seconds()} as a duration. */
  public Duration trained() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  Position after(StepStats stats, double stepSeconds) {
    return new Position(
        stats.step(), seconds + stepSeconds, sinceTick.plus(stats, stepSeconds), recovery);
  }

  Position ticked() {
    return new Position(step, seconds, TickSums.NONE, recovery);
  }

  /**
   * The same place, for a training that diverged after it and goes on from it.
   *
   * @param count how often it has been taken back by now
   */
  public Position recovered(int count) {
    return new Position(step, seconds, sinceTick, new Recovery(count, step));
  }

  /** Whether a training was taken back to here before, and nothing was saved since. */
  public boolean hasRecovered() {
    return recovery.count() > 0 && recovery.from() == step;
  }
}
