package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.Collectors;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/** What to type to go on with a run. */
final class Commands {
  private static final String PROGRAM = "java -jar dcgan4j.jar ";

  private Commands() {}

  static ArrayNode of(RunFolder run, Manifest manifest) {
    String path = quoted(run.path().toString());
    ArrayNode commands = Report.JSON.createArrayNode();
    add(commands, "Train it further", "train --resume " + path + " --epochs 30");
    add(commands, "Draw samples", "sample " + path + " --count 64 --out samples.png");
    add(commands, "Walk between latents", "interpolate " + path + " --out walk.gif");
    add(commands, "Take the model away", "export " + path + " --format onnx --out generator.onnx");
    add(commands, "Make this page again", "report " + path);
    if (!manifest.arguments().isEmpty()) {
      add(commands, "Reproduce it from the start", line(manifest.arguments()));
    }
    return commands;
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
