package org.dcgan4j.cluster;

import java.util.function.BooleanSupplier;
import org.apache.spark.util.SignalUtils;
import org.dcgan4j.training.TrainingListener;

/**
 * Turns SIGINT and SIGTERM into a wish to stop at the end of the round, where there are networks to
 * write a checkpoint of. By Spark's own handler, because a shutdown hook would run beside the one
 * with which Spark ends the round at once.
 */
final class StopAtRound implements BooleanSupplier, TrainingListener {
  private final int localSteps;
  private volatile boolean requested;
  private boolean betweenRounds;

  StopAtRound(int localSteps) {
    this.localSteps = localSteps;
    SignalUtils.register("TERM", this::request);
    SignalUtils.register("INT", this::request);
  }

  private boolean request() {
    requested = true;
    return true;
  }

  @Override
  public void onStep(TrainingState state, StepStats stats) {
    betweenRounds = state.step() % localSteps == 0;
  }

  @Override
  public boolean getAsBoolean() {
    return requested && betweenRounds;
  }
}
