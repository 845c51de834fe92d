package org.dcgan4j.training;

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
}
