package org.dcgan4j.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * A file of a run with one record in each line, as JSON.
 *
 * @param <T> a record of numbers
 */
public class RunLog<T> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  private final Path file;
  private final Class<T> type;
  private final String what;

  /**
   * @param what a line is, for messages
   */
  private RunLog(RunFolder run, String file, Class<T> type, String what) {
    this.file = run.path().resolve(file);
    this.type = type;
    this.what = what;
  }

  /** One line for each tick in {@code metrics.jsonl}. */
  public static final class Ticks extends RunLog<TickStats> implements TrainingListener {
    public Ticks(RunFolder run) {
      super(run, RunFiles.METRICS, TickStats.class, "the figures of a tick");
    }

    @Override
    public void onTick(TrainingState state, TickStats tick) {
      append(tick);
    }
  }

  /** What a training measured, in {@code measures.jsonl}, and its chart, {@code measures.png}. */
  public static final class Measures extends RunLog<TickMeasures> {
    private final Path chart;

    public Measures(RunFolder run) {
      super(run, RunFiles.MEASURES, TickMeasures.class, "the measures of a tick");
      this.chart = run.path().resolve(RunFiles.MEASURES_CHART);
    }

    /** The least distance so far; infinite if none was measured. */
    public double leastFrechet() {
      return read().stream()
          .mapToDouble(TickMeasures::frechet)
          .min()
          .orElse(Double.POSITIVE_INFINITY);
    }

    /** Adds the last of all measures so far, and draws them. */
    public void add(List<TickMeasures> all) {
      append(all.get(all.size() - 1));
      Pictures.write(chart, () -> Pictures.MEASURES.draw(all));
    }
  }

  /**
   * How a run diverged and was taken back.
   *
   * @param recovery from 1
   * @param divergedAt the step
   * @param reason what was not finite
   * @param from the step it went on from
   * @param frechet the least distance that was measured before, which is that of the best
   *     checkpoint; null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record RecoveryLine(
      int recovery, long divergedAt, String reason, long from, Double frechet) {}

  /** That, one line each time in {@code recoveries.jsonl}. */
  public static final class Recoveries extends RunLog<RecoveryLine> {
    public Recoveries(RunFolder run) {
      super(run, RunFiles.RECOVERIES, RecoveryLine.class, "a recovery");
    }

    /**
     * Adds a line, after those of earlier recoveries.
     *
     * @param frechet the least distance that was measured so far; infinite for none
     */
    public void add(DivergedException diverged, Position from, double frechet) {
      int recovery = from.recovery().count();
      keepFirst(recovery - 1);
      double least = Math.min(frechet, leastFrechet());
      String why = diverged.getMessage();
      Double known = Double.isFinite(least) ? least : null;
      append(new RecoveryLine(recovery, diverged.step(), why, from.step(), known));
    }

    /** The least distance that was measured before a recovery; infinite if none was. */
    public double leastFrechet() {
      return read().stream()
          .map(RecoveryLine::frechet)
          .filter(Objects::nonNull)
          .reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    /** Drops what came after the first recoveries: a resumed training makes it again. */
    public void keepFirst(int recoveries) {
      keep(line -> line.recovery() <= recoveries);
    }
  }

  /** All numbers of a record but its step, under the names they have in a line. */
  static Map<String, Double> figures(Object line) {
    Map<String, Double> figures = new LinkedHashMap<>();
    numbers(line)
        .filter(field -> !field.getKey().equals("step"))
        .forEach(field -> figures.put(field.getKey(), field.getValue().doubleValue()));
    return figures;
  }

  private static Stream<Map.Entry<String, JsonNode>> numbers(Object line) {
    return JSON.valueToTree(line).properties().stream().filter(f -> f.getValue().isNumber());
  }

  final void append(T line) {
    try {
      // Forced, because the checkpoint that follows is, and counts on it.
      AtomicFile.append(file, JSON.writeValueAsString(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * The lines so far, oldest first. A last line without its end, from a process that was killed, is
   * none.
   *
   * @throws InvalidInputException if another line is not what it should be
   */
  public final List<T> read() {
    List<T> read = new ArrayList<>();
    String[] lines = RunFiles.text(file).split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      String not = file + ", line " + (i + 1) + ": not " + what;
      try {
        read.add(parsed(lines[i]).orElseThrow(() -> new InvalidInputException(not)));
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(not, e);
      }
    }
    return read;
  }

  /** Drops the other lines, which a resumed training makes again; no file stays none. */
  public final void keep(Predicate<T> kept) {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    try {
      for (T line : read().stream().filter(kept).toList()) {
        lines.append(JSON.writeValueAsString(line)).append('\n');
      }
      AtomicFile.write(file, part -> Files.writeString(part, lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** One line; empty if it is not what it should be. */
  private Optional<T> parsed(String text) throws JsonProcessingException {
    JsonNode json = JSON.readTree(text);
    T line = JSON.treeToValue(json, type);
    // A number that the line lacks reads as 0; what is written of 0 should have been there, too.
    boolean whole = line != null && numbers(line).map(Map.Entry::getKey).allMatch(json::hasNonNull);
    return whole ? Optional.of(line) : Optional.empty();
  }
}
