package org.dcgan4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.io.RunFiles;

/** Pictures that commands draw into the folder of a trained run, for the report to show. */
public enum CommandPicture {
  WALK(
      "A walk between latents",
      "What the generator draws on the way from one latent to the next (interpolate).",
      RunFiles.WALK,
      "walk.png"),
  ARITHMETIC(
      "Arithmetic with latents",
      "The terms, and what the generator draws of their sum, with small variations (arithmetic).",
      RunFiles.ARITHMETIC),
  PROJECTED(
      "Real pictures, found again",
      "Each picture, the nearest one that the generator can draw, and the difference (project).",
      RunFiles.PROJECTED),
  FEATURES(
      "What the discriminator looks for",
      "The filters of its first layer, and what excites them (features).",
      RunFiles.FEATURES);

  private final String heading;
  private final String sentence;
  private final List<String> files;

  CommandPicture(String heading, String sentence, String... files) {
    this.heading = heading;
    this.sentence = sentence;
    this.files = List.of(files);
  }

  public String heading() {
    return heading;
  }

  /** What it shows, and by which command. */
  public String sentence() {
    return sentence;
  }

  /** The file in a run's folder; of several, the newest. */
  public Optional<Path> in(Path run) {
    return files.stream()
        .map(run::resolve)
        .filter(Files::isRegularFile)
        .max(Comparator.comparing(file -> file.toFile().lastModified()));
  }
}
