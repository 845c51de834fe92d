package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * What to type to go on with a run: only what the command line takes for this one.
 *
 * @param ticks so far
 */
record Commands(RunFolder run, Manifest manifest, List<TickStats> ticks) {
  private static final String PROGRAM = "java -jar dcgan4j.jar ";

  ArrayNode json() {
    String path = quoted(run.path().toString());
    ArrayNode commands = Report.JSON.createArrayNode();
    add(commands, "Train it further", "train --resume " + path + further());
    addSamples(commands, path);
    if (!isImage() || manifest.data().classes().size() > 1) {
      add(commands, "Measure how good it is", "evaluate " + path);
    }
    add(commands, "Take the model away", "export " + path + " --format onnx --out generator.onnx");
    add(commands, "Make this page again", "report " + path);
    if (!manifest.arguments().isEmpty()) {
      add(commands, "Reproduce it from the start", line(manifest.arguments()));
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

  private static String line(List<String> arguments) {
    return arguments.stream().map(Commands::quoted).collect(Collectors.joining(" "));
  }

  /** As a POSIX shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
