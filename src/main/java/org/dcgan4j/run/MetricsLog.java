package org.dcgan4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.training.TickStats;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingState;

/** One line of JSON for each tick in {@code metrics.jsonl}. */
public final class MetricsLog implements TrainingListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public MetricsLog(RunFolder run) {
    this.file = run.path().resolve("metrics.jsonl");
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    try {
      // Forced, because the checkpoint that follows is, and counts on it.
      Files.writeString(
          file,
          line(tick),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * The ticks so far, oldest first. A last line without its end, from a process that was killed, is
   * no tick.
   *
   * @throws InvalidInputException if another line is no tick
   */
  public List<TickStats> ticks() {
    List<TickStats> ticks = new ArrayList<>();
    String[] lines = text().split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      try {
        ticks.add(JSON.readValue(lines[i], TickStats.class));
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            file + ", line " + (i + 1) + ": not the figures of a tick", e);
      }
    }
    return ticks;
  }

  /** Drops the ticks at other steps: a resumed training makes them again. */
  public void keep(LongPredicate steps) {
    StringBuilder kept = new StringBuilder();
    for (TickStats tick : ticks()) {
      if (steps.test(tick.step())) {
        kept.append(line(tick));
      }
    }
    try {
      AtomicFile.write(file, part -> Files.writeString(part, kept));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String line(TickStats tick) {
    try {
      return JSON.writeValueAsString(tick) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }
}
