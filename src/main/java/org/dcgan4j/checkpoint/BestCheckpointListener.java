package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;

/**
 * Keeps the checkpoint of the least score. A score comes with a tick; the checkpoint is written
 * after it, when the position of the training is that of the whole step.
 */
public final class BestCheckpointListener implements TrainingListener {
  private final Checkpoints checkpoints;
  private final Gan gan;
  private double best;
  private boolean pending;

  /**
   * @param best the least score so far; infinite where there is none
   */
  public BestCheckpointListener(Checkpoints checkpoints, Gan gan, double best) {
    this.checkpoints = checkpoints;
    this.gan = gan;
    this.best = best;
  }

  /** Gives the score of the step that was just made: less is better. */
  public void scored(double score) {
    if (score < best) {
      best = score;
      pending = true;
    }
  }

  @Override
  public boolean saves() {
    return true;
  }

  @Override
  public void onStep(TrainingState state, StepStats stats) {
    save(state.position());
  }

  @Override
  public void onEnd(TrainingState state) {
    save(state.position());
  }

  private void save(Position position) {
    if (!pending) {
      return;
    }
    try {
      checkpoints.saveBest(gan, position);
      pending = false;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the best checkpoint, of step " + position.step(), e);
    }
  }
}
