package org.dcgan4j.metrics;

import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.Text;

/**
 * Says when samples lose what earlier ones had: a class, or coverage. A pure function of what was
 * measured so far.
 */
public final class CollapseWarning {
  // A class was there at this share of its real one, and has fallen away at that.
  private static final double PRESENT = 0.5;
  private static final double FALLEN = 0.2;
  // Less than this coverage is a training that has only begun.
  private static final double COVERED = 0.1;
  private static final double LOST = 0.5;
  // Below this real share too few samples are expected to tell.
  private static final double RARE = 0.02;

  private CollapseWarning() {}

  /**
   * What fell away at the last of these measures and had not at the one before.
   *
   * @param measures oldest first
   */
  public static Optional<String> at(List<TickMeasures> measures, List<String> classNames) {
    if (measures.size() < 2) {
      return Optional.empty();
    }
    List<TickMeasures> earlier = measures.subList(0, measures.size() - 1);
    TickMeasures last = measures.get(measures.size() - 1);
    TickMeasures before = measures.get(measures.size() - 2);
    for (int c = 0; c < classNames.size(); c++) {
      if (hasFallen(c, last) && !hasFallen(c, before) && wasPresent(c, earlier)) {
        return Optional.of(
            Text.format(
                "mode collapse? class %s has fallen away: %.1f%% of the samples, %.1f%% of the reals",
                classNames.get(c), percent(last.classShares(), c), percent(last.realShares(), c)));
      }
    }
    double best = earlier.stream().mapToDouble(TickMeasures::coverage).max().orElseThrow();
    boolean lost = best >= COVERED && last.coverage() < LOST * best;
    return lost && before.coverage() >= LOST * best
        ? Optional.of(
            Text.format(
                "mode collapse? coverage has fallen to %.2f from %.2f", last.coverage(), best))
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

  private static double percent(List<Double> shares, int c) {
    return 100 * shares.get(c);
  }
}
