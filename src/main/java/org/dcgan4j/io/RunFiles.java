package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of all that a run folder holds, but for the hidden ones of {@link OwnFiles}. */
public final class RunFiles {
  public static final String CONFIG = "config.json";
  public static final String MANIFEST = "manifest.json";

  /** One line for each tick. */
  public static final String METRICS = "metrics.jsonl";

  /** One line for each time that it was measured. */
  public static final String MEASURES = "measures.jsonl";

  public static final String MEASURES_CHART = "measures.png";

  /** One line for each time that it diverged and went back. */
  public static final String RECOVERIES = "recoveries.jsonl";

  public static final String REALS = "reals.png";
  public static final String FAKES_INIT = "fakes-init.png";
  public static final String LOSSES = "losses.png";
  public static final String PRETRAINING = "pretraining.png";
  public static final String ANIMATION = "training.gif";
  public static final String REPORT = "report.html";
  public static final String BEST_CHECKPOINT = "checkpoint-best";

  private static final Pattern FAKES = Pattern.compile("fakes-(init|\\d{6,18})\\.png");
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{6,18})");

  private RunFiles() {}

  /** The fakes of a step, from 1. */
  public static String fakes(long step) {
    return String.format(Locale.ROOT, "fakes-%06d.png", step);
  }

  /** All fakes of a run by their steps; those from before the first have 0. */
  public static SortedMap<Long, Path> fakesIn(Path run) throws IOException {
    SortedMap<Long, Path> fakes = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Matcher name = FAKES.matcher(file.getFileName().toString());
        if (name.matches()) {
          fakes.put(name.group(1).equals("init") ? 0 : Long.parseLong(name.group(1)), file);
        }
      }
    }
    return fakes;
  }

  public static String checkpoint(long step) {
    return String.format(Locale.ROOT, "checkpoint-%06d", step);
  }

  /** The step of a checkpoint's folder; empty if it is none, or the best. */
  public static OptionalLong stepOfCheckpoint(Path folder) {
    Matcher name = CHECKPOINT.matcher(folder.getFileName().toString());
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }
}
