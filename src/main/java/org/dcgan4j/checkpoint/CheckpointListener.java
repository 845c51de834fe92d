package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.TrainingListener;

/** Writes a checkpoint every so many steps and at the end, and at the start if one may need it. */
public final class CheckpointListener implements TrainingListener {
  private final Checkpoints checkpoints;
  private final CheckpointConfig config;
  private final Gan gan;
  private long saved = -1;

  public CheckpointListener(Checkpoints checkpoints, CheckpointConfig config, Gan gan) {
    this.checkpoints = checkpoints;
    this.config = config;
    this.gan = gan;
  }

  @Override
  public boolean saves() {
    return true;
  }

  /** A training that may go back needs something to go back to from the first step on. */
  @Override
  public void onStart(TrainingState state) {
    if (state.step() == 0 && config.recoveries() > 0) {
      save(state);
    }
  }

  @Override
  public void onStep(TrainingState state, StepStats stats) {
    if (config.every() > 0 && state.step() % config.every() == 0) {
      save(state);
    }
  }

  @Override
  public void onEnd(TrainingState state) {
    if (saved != state.step()) {
      save(state);
    }
  }

  private void save(TrainingState state) {
    try {
      checkpoints.save(gan, state.position(), config.keep());
      saved = state.step();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint of step " + state.step(), e);
    }
  }

  /**
   * Keeps the checkpoint of the least score. A score comes with a tick; the checkpoint is written
   * after it, when the position of the training is that of the whole step.
   */
  public static final class Best implements TrainingListener {
    private final Checkpoints checkpoints;
    private final Gan gan;
    private double least;
    private boolean pending;

    /** The least score so far is infinite where there is none. */
    public Best(Checkpoints checkpoints, Gan gan, double least) {
      this.checkpoints = checkpoints;
      this.gan = gan;
      this.least = least;
    }

    /** Gives the score of the step that was just made: less is better. */
    public void scored(double score) {
      if (score < least) {
        least = score;
        pending = true;
      }
    }

    @Override
    public boolean saves() {
      return true;
    }

    @Override
    public void onStep(TrainingState state, StepStats stats) {
      onEnd(state);
    }

    @Override
    public void onEnd(TrainingState state) {
      try {
        if (pending) {
          checkpoints.saveBest(gan, state.position());
          pending = false;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot write the best checkpoint, of step " + state.step(), e);
      }
    }
  }
}
