package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.metrics.Bound;
import org.dcgan4j.metrics.PointEvaluation;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** {@code evaluate} of a run on points. */
final class PointsReport {
  private PointsReport() {}

  /** Draws points and measures them. */
  static List<Bound> measure(Config config, Generator generator, long seed, int count) {
    float[] latents = new Latents(config.generator(), seed).next(count);
    return PointEvaluation.of(generator.generate(latents, count), truth(config), config.check());
  }

  static void print(Config config, List<Bound> bounds, int count, PrintWriter out) {
    out.printf(Locale.ROOT, "%,d samples against %s%n", count, truth(config).origin());
    BoundTable.print(bounds, out);
  }

  private static GaussianPoints truth(Config config) {
    return (GaussianPoints) DataSource.load(config.data(), done -> {});
  }
}
