package org.dcgan4j.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.dcgan4j.training.TrainingListener.StepStats;

/**
 * Where a training stands between two steps: all that it needs, beside the networks and their
 * optimisers, to go on as if it had never stopped.
 *
 * @param step steps done, counted from the run's very first
 * @param seconds of training, in all processes of the run: in these steps, between them, and in
 *     steps that were taken back
 * @param sinceTick the sums that the next tick's means come from
 * @param recovery whether the run diverged before and was taken back; null is never
 * @param strength of an augmentation that is steered, in [0, 1]
 * @param penaltyImages how far penalties that are steered are on their schedules; less than 0
 *     before their beginning
 * @param penaltyCourse images of their whole course then; 0 is that of the training that goes on
 */
public record Position(
    long step,
    double seconds,
    TickSums sinceTick,
    Recovery recovery,
    double strength,
    double penaltyImages,
    double penaltyCourse) {
  /** Before the first step. */
  public static final Position START = new Position(0, 0, TickSums.NONE, Recovery.NONE);

  public Position {
    Objects.requireNonNull(sinceTick, "sinceTick");
    recovery = recovery == null ? Recovery.NONE : recovery;
    boolean legalTime = seconds >= 0 && Double.isFinite(seconds);
    boolean legal =
        legalTime
            && strength >= 0
            && strength <= 1
            && Double.isFinite(penaltyImages)
            && penaltyCourse >= 0;
    if (step < 0 || !legal || sinceTick.steps() > step) {
      throw new IllegalArgumentException("no position: step " + step + ", " + seconds + " seconds");
    }
  }

  /** Without anything that is steered. */
  public Position(long step, double seconds, TickSums sinceTick, Recovery recovery) {
    this(step, seconds, sinceTick, recovery, new Steered(0, 0, 0));
  }

  private Position(
      long step, double seconds, TickSums sinceTick, Recovery recovery, Steered steered) {
    this(
        step,
        seconds,
        sinceTick,
        recovery,
        steered.strength(),
        steered.penaltyImages(),
        steered.penaltyCourse());
  }

  /** {@link #seconds()} as a duration. */
  public Duration trained() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /**
   * One step on.
   *
   * @param stepSeconds that it took by itself
   */
  Position after(StepStats stats, double stepSeconds, Duration trained) {
    TickSums sums = sinceTick.plus(stats, stepSeconds);
    return new Position(stats.step(), seconds, sums, recovery, steered()).with(trained);
  }

  Position with(Duration trained) {
    return new Position(step, trained.toNanos() / 1e9, sinceTick, recovery, steered());
  }

  Position with(Steered steered) {
    return new Position(step, seconds, sinceTick, recovery, steered);
  }

  Steered steered() {
    return new Steered(strength, penaltyImages, penaltyCourse);
  }

  Position ticked() {
    return new Position(step, seconds, TickSums.NONE, recovery, steered());
  }

  /**
   * The same place, for a training that diverged after it and goes on from it.
   *
   * @param count how often it has been taken back by now
   * @param trained until then, with what was in vain
   */
  public Position recovered(int count, Duration trained) {
    Recovery recovered = new Recovery(count, step);
    return new Position(step, seconds, sinceTick, recovered, steered()).with(trained);
  }

  /** Whether a training was taken back to here before, and nothing was saved since. */
  public boolean hasRecovered() {
    return recovery.count() > 0 && recovery.from() == step;
  }

  /**
   * What follows how the training goes, and so is no function of the step; see {@link Position}.
   */
  public record Steered(double strength, double penaltyImages, double penaltyCourse) {}

  /**
   * Sums over the steps since the last tick.
   *
   * @param steps how many
   * @param seconds spent in them
   * @param dLoss see {@link StepStats#dLoss()}
   * @param gLoss see {@link StepStats#gLoss()}
   * @param dReal see {@link StepStats#dReal()}
   * @param dFake see {@link StepStats#dFake()}
   */
  public record TickSums(
      long steps,
      double seconds,
      double dLoss,
      double gLoss,
      @JsonProperty("dOfX") double dReal,
      @JsonProperty("dOfGz") double dFake) {
    /** Right after a tick. */
    public static final TickSums NONE = new TickSums(0, 0, 0, 0, 0, 0);

    public TickSums {
      if (steps < 0
          || !(seconds >= 0)
          || !Double.isFinite(seconds + dLoss + gLoss + dReal + dFake)) {
        throw new IllegalArgumentException("sums over " + steps + " steps are not finite");
      }
    }

    TickSums plus(StepStats stats, double stepSeconds) {
      return new TickSums(
          steps + 1,
          seconds + stepSeconds,
          dLoss + stats.dLoss(),
          gLoss + stats.gLoss(),
          dReal + stats.dReal(),
          dFake + stats.dFake());
    }
  }

  /**
   * How a run that diverged was taken back.
   *
   * @param count how often so far; 0 is never
   * @param from the step that it went on from the last time
   */
  public record Recovery(int count, long from) {
    /** A run that never diverged. */
    public static final Recovery NONE = new Recovery(0, 0);

    public Recovery {
      if (count < 0 || from < 0) {
        throw new IllegalArgumentException("no recovery: " + count + " from step " + from);
      }
    }
  }
}
