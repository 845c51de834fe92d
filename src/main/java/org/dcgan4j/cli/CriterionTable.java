package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.dcgan4j.binding.Text;
import org.dcgan4j.metrics.Criterion;

/** Figures beside what they have to be, for people. */
final class CriterionTable {
  private CriterionTable() {}

  static void print(List<Criterion> bounds, PrintWriter out) {
    for (Criterion bound : bounds) {
      out.printf(
          Locale.ROOT,
          "%-34s %12.3f   %s%n",
          bound.label(),
          bound.value(),
          bound.asks() ? legal(bound) + (bound.passes() ? "   pass" : "   FAIL") : "");
    }
    long asked = bounds.stream().filter(Criterion::asks).count();
    long passed = bounds.stream().filter(bound -> bound.asks() && bound.passes()).count();
    if (asked > 0) {
      out.printf(
          Locale.ROOT,
          "%s: %d of %d checks%n",
          passed == asked ? "passed" : "failed",
          passed,
          asked);
    }
    out.flush();
  }

  private static String legal(Criterion bound) {
    return Double.isInfinite(bound.greatest())
        ? Text.format("legal is %.3f or more", bound.least())
        : Text.format("legal is %.3f to %.3f", bound.least(), bound.greatest());
  }
}
