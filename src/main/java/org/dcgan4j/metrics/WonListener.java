package org.dcgan4j.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.dcgan4j.training.TickStats;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingState;

/** Warns of a discriminator that has won; needs neither labels nor samples. */
public final class WonListener implements TrainingListener {
  private final Deque<TickStats> last = new ArrayDeque<>();
  private final Consumer<String> warnings;

  /**
   * @param earlier the ticks of a run that is resumed, oldest first
   */
  public WonListener(List<TickStats> earlier, Consumer<String> warnings) {
    this.warnings = warnings;
    earlier.forEach(this::remember);
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    remember(tick);
    WonWarning.at(List.copyOf(last)).ifPresent(warnings);
  }

  private void remember(TickStats tick) {
    last.addLast(tick);
    if (last.size() > WonWarning.TICKS + 1) {
      last.removeFirst();
    }
  }
}
