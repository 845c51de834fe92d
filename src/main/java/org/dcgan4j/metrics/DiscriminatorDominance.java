package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.dcgan4j.training.TrainingListener;

/**
 * Says when the discriminator has won: it is sure of reals and fakes, and the generator's loss
 * grows. A pure function of the ticks so far; needs neither labels nor samples.
 */
public final class DiscriminatorDominance implements TrainingListener {
  /** How many ticks in a row it takes. */
  private static final int TICKS = 3;

  private static final double SURE = 0.95;

  private final List<TickStats> ticks;
  private final Consumer<String> warnings;

  /**
   * @param earlier the ticks of a run that is resumed, oldest first
   */
  public DiscriminatorDominance(List<TickStats> earlier, Consumer<String> warnings) {
    this.ticks = new ArrayList<>(earlier);
    this.warnings = warnings;
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    ticks.add(tick);
    began(ticks).ifPresent(warnings);
  }

  /**
   * A line where it has won at the last tick and had not at the one before.
   *
   * @param ticks oldest first
   */
  static Optional<String> began(List<TickStats> ticks) {
    int size = ticks.size();
    if (!holds(ticks) || holds(ticks.subList(0, size - 1))) {
      return Optional.empty();
    }
    TickStats last = ticks.get(size - 1);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the discriminator has won? for %d ticks D(x) %.3f, D(G(z)) %.3f, and gLoss has grown"
                + " to %.2f",
            TICKS,
            last.dReal(),
            last.dFake(),
            last.gLoss()));
  }

  /**
   * Whether it has won at the last tick.
   *
   * @param ticks oldest first
   */
  public static boolean holds(List<TickStats> ticks) {
    for (int i = ticks.size() - TICKS; i < ticks.size(); i++) {
      boolean sure = i >= 0 && ticks.get(i).dReal() >= SURE && ticks.get(i).dFake() <= 1 - SURE;
      boolean first = i == ticks.size() - TICKS;
      if (!sure || (!first && ticks.get(i).gLoss() <= ticks.get(i - 1).gLoss())) {
        return false;
      }
    }
    return true;
  }
}
