package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;

/**
 * Writes a checkpoint every so many steps and at the end, and at the start where one may need it.
 */
public final class CheckpointListener implements TrainingListener {
  private static final long NONE = -1;

  private final Checkpoints checkpoints;
  private final CheckpointConfig config;
  private final Gan gan;
  private long saved = NONE;

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
      save(state.position());
    }
  }

  @Override
  public void onStep(TrainingState state, StepStats stats) {
    if (config.every() > 0 && state.step() % config.every() == 0) {
      save(state.position());
    }
  }

  @Override
  public void onEnd(TrainingState state) {
    if (saved != state.step()) {
      save(state.position());
    }
  }

  private void save(Position position) {
    try {
      checkpoints.save(gan, position, config.keep());
      saved = position.step();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint of step " + position.step(), e);
    }
  }
}
