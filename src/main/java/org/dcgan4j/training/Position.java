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
 */
public record Position(long step, double seconds, TickSums sinceTick) {
  /** Before the first step. */
  public static final Position START = new Position(0, 0, TickSums.NONE);

  public Position {
    Objects.requireNonNull(sinceTick, "sinceTick");
    if (step < 0 || !(seconds >= 0) || Double.isInfinite(seconds) || sinceTick.steps() > step) {
      throw new IllegalArgumentException("no position: step " + step + ", " + seconds + " seconds");
    }
  }

  /** {@link #seconds()} as a duration. */
  public Duration trained() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  Position after(StepStats stats, double stepSeconds) {
    return new Position(stats.step(), seconds + stepSeconds, sinceTick.plus(stats, stepSeconds));
  }

  Position ticked() {
    return new Position(step, seconds, TickSums.NONE);
  }
}
