package org.dcgan4j.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.awt.image.BufferedImage;
import org.dcgan4j.training.Trainer.TrainingLimits;

/**
 * Sees a training from outside: pictures, checkpoints, measures, progress. Called on the training
 * thread.
 */
public interface TrainingListener {

  /**
   * Whether it keeps what was learned. Then it is told before all others, and what it throws ends
   * the training; what others throw is a warning.
   */
  default boolean saves() {
    return false;
  }

  /** Before the first step of this process. */
  default void onStart(TrainingState state) {}

  /** After every step, and after its tick where it has one. Must be quick. */
  default void onStep(TrainingState state, StepStats stats) {}

  /** After every {@code tick.every} steps, and after the last step. */
  default void onTick(TrainingState state, TickStats tick) {}

  /**
   * What the generator makes of the same latents each time, as the run's folder has it: before the
   * first step of a run, and after every tick.
   *
   * @param fakes a grid of images, or a chart of points
   */
  default void onFakes(TrainingState state, BufferedImage fakes) {}

  /** A line that whoever started the training should read, such as a warning. */
  default void onNote(String line) {}

  /**
   * The training diverged and goes on from an earlier step, which begins with {@link #onStart}.
   *
   * @param from where, and how often it was taken back by now
   */
  default void onRecovery(DivergedException diverged, Position from) {}

  /**
   * After the last step and its tick, in order, also when training was interrupted; not after a
   * failure.
   */
  default void onEnd(TrainingState state) {}

  /**
   * What one training step says of itself.
   *
   * @param step the step's number, from 1
   * @param dLoss the discriminator's loss: its mean over the reals plus its mean over the fakes
   * @param gLoss the generator's loss, mean over the batch
   * @param dReal how far the discriminator believes in the reals, mean in [0, 1]: a probability, or
   *     what the loss has in its place
   * @param dFake how far it believes in the fakes it learns from, mean in [0, 1]
   */
  public record StepStats(long step, double dLoss, double gLoss, double dReal, double dFake) {

    /** Whether every figure is a finite number; where not, training has diverged. */
    public boolean isFinite() {
      return Double.isFinite(dLoss + gLoss + dReal + dFake);
    }
  }

  /**
   * The training at a tick: where it is, how fast it goes, and means over the steps since the tick
   * before.
   *
   * @param step steps done so far
   * @param epoch passes through the data so far, a fraction in between
   * @param images real images seen so far
   * @param seconds of training so far, in all processes of the run; see {@link Position}
   * @param imagesPerSecond real images a second since the tick before
   * @param dLoss see {@link StepStats#dLoss()}
   * @param gLoss see {@link StepStats#gLoss()}
   * @param dReal see {@link StepStats#dReal()}
   * @param dFake see {@link StepStats#dFake()}
   * @param augmentation the strength of an augmentation that is steered, in [0, 1], at the tick
   * @param penalty the weight of the first penalty that is steered, at the tick
   */
  public record TickStats(
      long step,
      double epoch,
      long images,
      double seconds,
      double imagesPerSecond,
      double dLoss,
      double gLoss,
      @JsonProperty("dOfX") double dReal,
      @JsonProperty("dOfGz") double dFake,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) double augmentation,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) double penalty) {

    /** Without anything that is steered. */
    public TickStats(
        long step,
        double epoch,
        long images,
        double seconds,
        double imagesPerSecond,
        double dLoss,
        double gLoss,
        double dReal,
        double dFake) {
      this(step, epoch, images, seconds, imagesPerSecond, dLoss, gLoss, dReal, dFake, 0, 0);
    }

    /**
     * The means since the last tick, of at least one step.
     *
     * @param stepsPerEpoch see {@link TrainingLimits}
     */
    static TickStats of(
        Position position, double penaltyWeight, int imagesPerStep, double stepsPerEpoch) {
      Position.TickSums sums = position.sinceTick();
      return new TickStats(
          position.step(),
          position.step() / stepsPerEpoch,
          position.step() * imagesPerStep,
          position.seconds(),
          sums.steps() * imagesPerStep / sums.seconds(),
          sums.dLoss() / sums.steps(),
          sums.gLoss() / sums.steps(),
          sums.dReal() / sums.steps(),
          sums.dFake() / sums.steps(),
          position.strength(),
          penaltyWeight);
    }
  }

  /**
   * Where a training stands.
   *
   * @param position what a training that goes on from here needs to know
   * @param lastStep the step at which it ends, or {@link Long#MAX_VALUE} when only time ends it
   * @param progress the share that is done, in [0, 1]: of the steps, or of the time when that ends
   *     first
   */
  record TrainingState(Position position, long lastStep, double progress) {

    /** Steps done so far, counted from the run's very first. */
    public long step() {
      return position.step();
    }
  }
}
