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
      Files.writeString(file, line(tick), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ticks so far, oldest first. */
  public List<TickStats> ticks() {
    List<TickStats> ticks = new ArrayList<>();
    if (!Files.exists(file)) {
      return ticks;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        ticks.add(JSON.readValue(line, TickStats.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ticks;
  }

  /** Drops the ticks after {@code step}: a resumed training makes them again. */
  public void forgetAfter(long step) {
    StringBuilder kept = new StringBuilder();
    ticks().stream().filter(tick -> tick.step() <= step).forEach(tick -> kept.append(line(tick)));
    try {
      Files.writeString(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
