package org.dcgan4j.metrics;

import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.Text;
import org.dcgan4j.training.TickStats;

/**
 * Says when the discriminator has won: it is sure of reals and fakes, and the generator's loss
 * grows. A pure function of the ticks so far; needs no classifier.
 */
public final class WonWarning {
  /** How many ticks in a row it takes. */
  public static final int TICKS = 3;

  private static final double SURE = 0.95;

  private WonWarning() {}

  /**
   * Whether that is so at the last tick and was not at the one before.
   *
   * @param ticks oldest first; only the last four count
   */
  public static Optional<String> at(List<TickStats> ticks) {
    int size = ticks.size();
    if (!won(ticks) || won(ticks.subList(0, Math.max(0, size - 1)))) {
      return Optional.empty();
    }
    TickStats last = ticks.get(size - 1);
    return Optional.of(
        Text.format(
            "the discriminator has won? for %d ticks D(x) %.3f, D(G(z)) %.3f, and gLoss has grown to %.2f",
            TICKS, last.dReal(), last.dFake(), last.gLoss()));
  }

  private static boolean won(List<TickStats> ticks) {
    if (ticks.size() < TICKS) {
      return false;
    }
    List<TickStats> last = ticks.subList(ticks.size() - TICKS, ticks.size());
    for (int i = 0; i < TICKS; i++) {
      TickStats tick = last.get(i);
      boolean sure = tick.dReal() >= SURE && tick.dFake() <= 1 - SURE;
      if (!sure || (i > 0 && tick.gLoss() <= last.get(i - 1).gLoss())) {
        return false;
      }
    }
    return true;
  }
}
