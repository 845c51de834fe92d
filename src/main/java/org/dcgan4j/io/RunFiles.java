package org.dcgan4j.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * The names of all that a run folder holds, but for the hidden ones of {@link OwnFiles}. Metrics
 * have a line for each tick, recoveries for each time that the training diverged and went back.
 */
public final class RunFiles {
  public static final String CONFIG = "config.json";
  public static final String MANIFEST = "manifest.json";
  public static final String METRICS = "metrics.jsonl";
  public static final String MEASURES = "measures.jsonl";
  public static final String MEASURES_CHART = "measures.png";
  public static final String RECOVERIES = "recoveries.jsonl";
  public static final String REALS = "reals.png";
  public static final String FAKES_INIT = "fakes-init.png";
  public static final String LOSSES = "losses.png";
  public static final String PRETRAINING = "pretraining.png";
  public static final String ANIMATION = "training.gif";

  /** What {@code interpolate}, {@code project} and {@code arithmetic} draw where not told where. */
  public static final String WALK = "walk.gif";

  public static final String PROJECTED = "projected.png";
  public static final String ARITHMETIC = "arithmetic.png";

  /** What the discriminator looks for, where {@code features --pictures} has drawn it. */
  public static final String FEATURES = "features.png";

  public static final String REPORT = "report.html";

  /** What {@code evaluate --json} may write for the report to show. */
  public static final String SCORES = "scores.json";

  /** What the name of TensorBoard's file begins with. */
  public static final String EVENTS = "events.out.tfevents.";

  public static final String BEST_CHECKPOINT = "checkpoint-best";

  /** In a checkpoint's folder, what it is of. */
  public static final String CHECKPOINT_MANIFEST = "checkpoint.json";

  /** Its files but for what commands draw or measure when asked to. */
  private static final Set<String> OF_RUN =
      Set.of(
          CONFIG,
          MANIFEST,
          METRICS,
          MEASURES,
          MEASURES_CHART,
          RECOVERIES,
          REALS,
          LOSSES,
          PRETRAINING,
          ANIMATION,
          REPORT);

  private static final Pattern FAKES = Pattern.compile("fakes-(init|\\d{6,18})\\.png");
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{6,18})");

  private RunFiles() {}

  /**
   * The text of a file of a run; empty where there is none.
   *
   * @throws InvalidInputException if it is no text
   */
  public static String text(Path file) {
    try {
      return Files.exists(file) ? Text.utf8(Files.readAllBytes(file), file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The fakes of a step, from 1. */
  public static String fakes(long step) {
    return Text.format("fakes-%06d.png", step);
  }

  /** All fakes of a run by their steps; those from before the first have 0. */
  public static NavigableMap<Long, Path> fakesIn(Path run) throws IOException {
    return byStep(run, FAKES);
  }

  public static String checkpoint(long step) {
    return Text.format("checkpoint-%06d", step);
  }

  /** All checkpoints of a run by their steps, without the best. */
  public static NavigableMap<Long, Path> checkpointsIn(Path run) throws IOException {
    return byStep(run, CHECKPOINT);
  }

  /** Whether a file is one that a run, or a checkpoint, consists of. */
  public static boolean isOwn(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    if (folder == null) {
      return false;
    }
    boolean ofRun =
        OF_RUN.contains(name) || FAKES.matcher(name).matches() || name.startsWith(EVENTS);
    return Files.exists(folder.resolve(CHECKPOINT_MANIFEST))
        || ofRun && Files.exists(folder.resolve(CONFIG)) && Files.exists(folder.resolve(MANIFEST));
  }

  private static NavigableMap<Long, Path> byStep(Path run, Pattern pattern) throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.map(OwnFiles::targetOf).toList()) {
        Matcher name = pattern.matcher(file.getFileName().toString());
        if (name.matches()) {
          found.put(name.group(1).equals("init") ? 0 : Long.parseLong(name.group(1)), file);
        }
      }
    }
    return found;
  }
}
