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
 * @param recoveries how often the run diverged and was taken back
 */
public record Position(long step, double seconds, TickSums sinceTick, int recoveries) {
  /** Before the first step. */
  public static final Position START = new Position(0, 0, TickSums.NONE, 0);

  public Position {
    Objects.requireNonNull(sinceTick, "sinceTick");
    boolean legalTime = seconds >= 0 && Double.isFinite(seconds);
    if (step < 0 || !legalTime || sinceTick.steps() > step || recoveries < 0) {
      throw new IllegalArgumentException("no position: step " + step + ", " + seconds + " seconds");
    }
  }

  /** {@link #seconds()} as a duration. */
  public Duration trained() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  Position after(StepStats stats, double stepSeconds) {
    return new Position(
        stats.step(), seconds + stepSeconds, sinceTick.plus(stats, stepSeconds), recoveries);
  }

  Position ticked() {
    return new Position(step, seconds, TickSums.NONE, recoveries);
  }

  /** The same place, for a training that diverged after it and goes on from it once more. */
  public Position recovered() {
    return new Position(step, seconds, sinceTick, recoveries + 1);
  }
}
