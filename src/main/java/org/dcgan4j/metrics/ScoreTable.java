package org.dcgan4j.metrics;

import java.io.PrintWriter;
import java.util.Locale;
import org.dcgan4j.binding.Text;

/** An evaluation for people. */
public final class ScoreTable {
  private static final String ROW = "%-34s %20s %20s%n";

  private ScoreTable() {}

  /** Prints a line for each measure, and one for each class that is there. */
  public static void print(Evaluation evaluation, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d samples against %,d real images; the floor is %,d other real images%n",
        evaluation.n(),
        evaluation.referenceN(),
        evaluation.floorN());
    out.printf(Locale.ROOT, ROW, "", "samples", "floor");
    for (Score score : evaluation.scores()) {
      out.printf(
          Locale.ROOT,
          ROW,
          score.label(),
          figure(score.value(), score.spread()),
          figure(score.floor(), score.floorSpread()));
    }
    evaluation.classes().ifPresent(classes -> print(classes, out));
    out.flush();
  }

  private static void print(ClassScores classes, PrintWriter out) {
    out.printf(Locale.ROOT, ROW, "read as class, of its real share", "", "");
    for (int i = 0; i < classes.names().size(); i++) {
      if (classes.shares()[i] > 0 || classes.realShares()[i] > 0) {
        String share = percent(classes.shares()[i]) + " x" + number(classes.ratio(i));
        out.printf(
            Locale.ROOT,
            ROW,
            "  " + classes.names().get(i),
            share,
            percent(classes.realShares()[i]));
      }
    }
    if (classes.told()) {
      printConditional(classes, out);
    }
  }

  private static void printConditional(ClassScores classes, PrintWriter out) {
    out.printf(Locale.ROOT, "conditional accuracy%n");
    for (int i = 0; i < classes.names().size(); i++) {
      if (Double.isFinite(classes.conditionalAccuracy()[i])) {
        String name = "  " + classes.names().get(i);
        out.printf(Locale.ROOT, ROW, name, percent(classes.conditionalAccuracy()[i]), "");
      }
    }
  }

  private static String figure(double value, double spread) {
    return Double.isNaN(spread) ? number(value) : number(value) + " ± " + number(spread);
  }

  private static String number(double value) {
    return Text.format(Math.abs(value) >= 0.1 ? "%.3f" : "%.5f", value);
  }

  private static String percent(double share) {
    return Text.format("%.1f%%", 100 * share);
  }
}
