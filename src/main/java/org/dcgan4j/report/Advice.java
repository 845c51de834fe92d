package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.NearestImages;
import org.dcgan4j.metrics.TrainingAlarms;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * What somebody who looks at a run should know before believing it, and type to go on with it.
 *
 * @param ticks so far
 */
record Advice(RunFolder run, Manifest manifest, List<TickStats> ticks) {
  private static final String PROGRAM = "java -jar dcgan4j.jar ";
  // Fakes of a healthy run differ about as much as reals do; a collapsed one repeats itself.
  private static final double ALIKE = 0.6;

  ArrayNode warnings(RunPictures pictures, ArrayNode drawn) throws IOException {
    ArrayNode warnings = Report.JSON.createArrayNode();
    if (manifest.data().badFiles() > 0) {
      warnings.add(
          Text.format(
              "%,d files of the data could not be read and were skipped.",
              manifest.data().badFiles()));
    }
    manifest.data().notes().forEach(warnings::add);
    pictures.problems().values().forEach(warnings::add);
    Path log = run.path().resolve(RunFiles.RECOVERIES);
    long recoveries = RunFiles.text(log).lines().count();
    if (recoveries > 0) {
      String times = "It diverged %,d times and went on from the last good checkpoint.";
      warnings.add(Text.format(times, recoveries));
    }
    if (ticks.isEmpty()) {
      return warnings.add("There are no figures yet: the first tick is still to come.");
    }
    double epoch = ticks.get(ticks.size() - 1).epoch();
    if (manifest.data().examples() > 0 && epoch < 1) {
      warnings.add(Text.format("It has seen %.0f%% of the data so far.", 100 * epoch));
    }
    if (TrainingAlarms.discriminatorHasWon(ticks)) {
      warnings.add(
          "The discriminator tells reals and fakes apart almost without fault; the generator may"
              + " have stopped learning.");
    }
    TrainingAlarms.firstExplosion(ticks).ifPresent(warnings::add);
    Optional<Images> fakes = pictures.newestFakes();
    Optional<Images> reals = pictures.reals();
    if (fakes.isPresent() && reals.isPresent()) {
      double share = spread(fakes.get()) / spread(reals.get());
      if (share < ALIKE) {
        String alike =
            "The newest fakes differ from each other by only %.0f%% of what reals do: the"
                + " generator may have collapsed.";
        warnings.add(Text.format(alike, 100 * share));
      }
    }
    String missing =
        StreamSupport.stream(drawn.spliterator(), false)
            .filter(c -> TrainingAlarms.isGone(c.get("share").asDouble(), c.get("real").asDouble()))
            .map(c -> c.get("name").asText())
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? warnings : warnings.add("It hardly draws class " + missing + ".");
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

  /** Only what the command line takes for this run. */
  ArrayNode commands() {
    String path = quoted(run.path().toString());
    ArrayNode commands = Report.JSON.createArrayNode();
    add(commands, "Train it further", "train --resume " + path + further());
    addSamples(commands, path);
    add(commands, "Measure how good it is", "evaluate " + path);
    add(commands, "Take the model away", "export " + path + " --format onnx --out generator.onnx");
    add(commands, "Make this page again", "report " + path);
    if (!manifest.arguments().isEmpty()) {
      String line =
          manifest.arguments().stream().map(Advice::quoted).collect(Collectors.joining(" "));
      add(commands, "Reproduce it from the start", line + measured());
    }
    return commands;
  }

  private void addSamples(ArrayNode commands, String path) {
    if (!isImage()) {
      add(commands, "Draw samples", "sample " + path + " --count 1000 --out samples.csv");
      return;
    }
    String some = "sample " + path + " --count 64 --out ";
    add(commands, "Draw samples", some + "samples.png");
    if (Files.exists(run.path().resolve(RunFiles.BEST_CHECKPOINT))) {
      add(commands, "Draw those of the best measures", some + "best.png --checkpoint best");
    }
    if (run.config().tellsClasses() && !manifest.data().classes().isEmpty()) {
      String one = quoted(manifest.data().classes().get(0));
      add(commands, "Draw one class", some + "one-class.png --class " + one);
    }
    add(commands, "Walk between latents", "interpolate " + path + " --out walk.gif");
  }

  private boolean isImage() {
    return manifest.data().shape().size() == 3;
  }

  /** The steps that its minutes were, where its schedules went by them. */
  private String measured() {
    TrainingConfig training = run.config().training();
    boolean timed = manifest.arguments().stream().anyMatch(word -> word.startsWith("--minutes"));
    return timed && training.steps() > 0 ? " --set training.steps=" + training.steps() : "";
  }

  /** Twice as long as so far. */
  private String further() {
    if (ticks.isEmpty()) {
      return "";
    }
    TickStats last = ticks.get(ticks.size() - 1);
    return manifest.data().examples() > 0 && last.epoch() >= 1
        ? Text.format(" --epochs %.0f", Math.ceil(2 * last.epoch()))
        : " --steps " + 2 * last.step();
  }

  private static void add(ArrayNode commands, String purpose, String arguments) {
    commands.addObject().put("purpose", purpose).put("line", PROGRAM + arguments);
  }

  /** As a POSIX shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
