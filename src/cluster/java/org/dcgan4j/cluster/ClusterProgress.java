package org.dcgan4j.cluster;

import java.io.PrintWriter;
import java.util.Locale;
import org.dcgan4j.training.TrainingListener;

/** A line for each tick, with what its rounds cost. */
record ClusterProgress(PrintWriter err, RoundClock clock) implements TrainingListener {

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    RoundClock.Mean round = clock.reset();
    err.printf(
        Locale.ROOT,
        "step %d  %.0f images/s  dLoss %.3f  gLoss %.3f  a round: %.2f s training, %.2f s else%n",
        tick.step(),
        tick.imagesPerSecond(),
        tick.dLoss(),
        tick.gLoss(),
        round.training(),
        round.averaging());
    err.flush();
  }
}
