package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.DiscriminatorDominance;
import org.dcgan4j.metrics.NearestImages;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.training.TrainingListener.TickStats;

/** What somebody who looks at a run should know before believing it. */
final class Warnings {
  // Fakes of a healthy run differ about as much as reals do; a collapsed one repeats itself.
  private static final double ALIKE = 0.6;

  private Warnings() {}

  static ArrayNode of(
      Manifest manifest, List<TickStats> ticks, RunPictures pictures, Curves.Drawn drawn)
      throws IOException {
    ArrayNode warnings = Report.JSON.createArrayNode();
    if (manifest.data().badFiles() > 0) {
      warnings.add(
          text(
              "%,d files of the data could not be read and were skipped.",
              manifest.data().badFiles()));
    }
    manifest.data().notes().forEach(warnings::add);
    pictures.problems().values().forEach(warnings::add);
    long recoveries = recoveries(pictures.folder().resolve(RunFiles.RECOVERIES));
    if (recoveries > 0) {
      warnings.add(
          text("It diverged %,d times and went on from the last good checkpoint.", recoveries));
    }
    if (ticks.isEmpty()) {
      warnings.add("There are no figures yet: the first tick is still to come.");
      return warnings;
    }
    TickStats last = ticks.get(ticks.size() - 1);
    if (manifest.data().examples() > 0 && last.epoch() < 1) {
      warnings.add(text("It has seen %.0f%% of the data so far.", 100 * last.epoch()));
    }
    if (DiscriminatorDominance.holds(ticks)) {
      warnings.add(
          "The discriminator tells reals and fakes apart almost without fault; the generator may"
              + " have stopped learning.");
    }
    addSimilarity(warnings, pictures);
    if (!drawn.missing().isEmpty()) {
      warnings.add("It hardly draws class " + String.join(", ", drawn.missing()) + ".");
    }
    return warnings;
  }

  private static long recoveries(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private static void addSimilarity(ArrayNode warnings, RunPictures pictures) throws IOException {
    Optional<Images> fakes = pictures.newestFakes();
    Optional<Images> reals = pictures.reals();
    if (fakes.isPresent() && reals.isPresent()) {
      double share = spread(fakes.get()) / spread(reals.get());
      if (share < ALIKE) {
        warnings.add(
            text(
                "The newest fakes differ from each other by only %.0f%% of what reals do: the"
                    + " generator may have collapsed.",
                100 * share));
      }
    }
  }

  /** The mean distance of neighbours in a grid. */
  private static double spread(Images images) {
    double sum = 0;
    for (int i = 0; i < images.count(); i++) {
      // 37 is prime to the hundred images, so that each meets one from elsewhere in the data.
      sum += NearestImages.distance(images, i, images, (i + 37) % images.count());
    }
    return sum / images.count();
  }

  private static String text(String pattern, Object... values) {
    return Text.format(pattern, values);
  }
}
