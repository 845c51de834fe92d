package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dcgan4j.binding.Text;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.training.TrainingListener;

/**
 * Says when a training goes wrong: when samples lose what earlier ones had, a class or coverage;
 * and, as a listener that needs neither labels nor samples, when the discriminator has won or the
 * losses have exploded. Each is a pure function of what was so far, oldest first.
 */
public final class TrainingAlarms implements TrainingListener {
  // A class was there at this share of its real one, and has fallen away at that.
  private static final double PRESENT = 0.5;
  private static final double FALLEN = 0.2;
  // Less than this coverage is a training that has only begun.
  private static final double COVERED = 0.1;
  private static final double LOST = 0.5;
  // Below this real share too few samples are expected to tell.
  private static final double RARE = 0.02;
  // How many ticks in a row it takes to win, and how sure of reals and fakes.
  private static final int TICKS = 3;
  private static final double SURE = 0.95;
  // Losses so many times as large as the smallest before them are of a training that has fallen
  // apart.
  private static final double EXPLODED = 100;

  private final List<TickStats> ticks;
  private final Consumer<String> warnings;

  /**
   * @param earlier the ticks of a run that is resumed, oldest first
   */
  public TrainingAlarms(List<TickStats> earlier, Consumer<String> warnings) {
    this.ticks = new ArrayList<>(earlier);
    this.warnings = warnings;
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    ticks.add(tick);
    victory(ticks).ifPresent(warnings);
    explosion(ticks).ifPresent(warnings);
  }

  /** A line where the discriminator has won at the last tick and had not at the one before. */
  static Optional<String> victory(List<TickStats> ticks) {
    int size = ticks.size();
    if (!discriminatorHasWon(ticks) || discriminatorHasWon(ticks.subList(0, size - 1))) {
      return Optional.empty();
    }
    TickStats last = ticks.get(size - 1);
    String line =
        "the discriminator has won? for %d ticks D(x) %.3f, D(G(z)) %.3f, and gLoss has grown to %.2f";
    return Optional.of(Text.format(line, TICKS, last.dReal(), last.dFake(), last.gLoss()));
  }

  /** Whether it is sure of reals and fakes, and the generator's loss grows. */
  public static boolean discriminatorHasWon(List<TickStats> ticks) {
    for (int i = ticks.size() - TICKS; i < ticks.size(); i++) {
      boolean sure = i >= 0 && ticks.get(i).dReal() >= SURE && ticks.get(i).dFake() <= 1 - SURE;
      boolean first = i == ticks.size() - TICKS;
      if (!sure || (!first && ticks.get(i).gLoss() <= ticks.get(i - 1).gLoss())) {
        return false;
      }
    }
    return true;
  }

  /**
   * A line where the mean losses of the last tick are beyond all that came before, and those of the
   * tick before were not: the pictures of a training that goes on so are worth nothing.
   */
  static Optional<String> explosion(List<TickStats> ticks) {
    int size = ticks.size();
    if (!hasExploded(ticks) || hasExploded(ticks.subList(0, size - 1))) {
      return Optional.empty();
    }
    return Optional.of(exploded(ticks.get(size - 1), least(ticks)));
  }

  /** The line of {@link #explosion} for the first tick that has one, in one sweep over all. */
  public static Optional<String> firstExplosion(List<TickStats> ticks) {
    double least = Double.POSITIVE_INFINITY;
    for (TickStats tick : ticks) {
      if (losses(tick) > EXPLODED * least) {
        return Optional.of(exploded(tick, least));
      }
      least = Math.min(least, usual(tick));
    }
    return Optional.empty();
  }

  private static String exploded(TickStats tick, double before) {
    String line =
        "the training has fallen apart? dLoss %.4g, gLoss %.4g, and together they were %.3g before; smaller learning"
            + " rates may help";
    return Text.format(line, tick.dLoss(), tick.gLoss(), before);
  }

  private static boolean hasExploded(List<TickStats> ticks) {
    return ticks.size() >= 2 && losses(ticks.get(ticks.size() - 1)) > EXPLODED * least(ticks);
  }

  /** Of the ticks before the last. */
  private static double least(List<TickStats> ticks) {
    return ticks.subList(0, ticks.size() - 1).stream()
        .mapToDouble(TrainingAlarms::usual)
        .min()
        .orElseThrow();
  }

  /** Losses near nothing say little. */
  private static double usual(TickStats tick) {
    return Math.max(0.5, losses(tick));
  }

  private static double losses(TickStats tick) {
    return Math.abs(tick.dLoss()) + Math.abs(tick.gLoss());
  }

  /** What fell away at the last of these measures and had not at the one before. */
  public static Optional<String> collapse(List<TickMeasures> measures, List<String> classNames) {
    if (measures.size() < 2) {
      return Optional.empty();
    }
    List<TickMeasures> earlier = measures.subList(0, measures.size() - 1);
    TickMeasures last = measures.get(measures.size() - 1);
    TickMeasures before = measures.get(measures.size() - 2);
    for (int c = 0; c < Math.min(classNames.size(), last.classShares().size()); c++) {
      if (hasFallen(c, last) && !hasFallen(c, before) && wasPresent(c, earlier)) {
        double share = 100 * last.classShares().get(c);
        double real = 100 * last.realShares().get(c);
        String line =
            "mode collapse? class %s has fallen away: %.1f%% of the samples, %.1f%% of the reals";
        return Optional.of(Text.format(line, Text.escaped(classNames.get(c)), share, real));
      }
    }
    double best = earlier.stream().mapToDouble(TickMeasures::coverage).max().orElseThrow();
    boolean lost = best >= COVERED && last.coverage() < LOST * best;
    String line = "mode collapse? coverage has fallen to %.2f from %.2f";
    return lost && before.coverage() >= LOST * best
        ? Optional.of(Text.format(line, last.coverage(), best))
        : Optional.empty();
  }

  private static boolean wasPresent(int c, List<TickMeasures> earlier) {
    return earlier.stream()
        .anyMatch(m -> m.classShares().get(c) >= PRESENT * m.realShares().get(c));
  }

  private static boolean hasFallen(int c, TickMeasures measures) {
    return isGone(measures.classShares().get(c), measures.realShares().get(c));
  }

  /**
   * Whether a class is all but missing.
   *
   * @param share of the samples that are read as it
   * @param real the same of the reals
   */
  public static boolean isGone(double share, double real) {
    return real >= RARE && share < FALLEN * real;
  }
}
