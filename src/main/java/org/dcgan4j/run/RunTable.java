package org.dcgan4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;

/** Many runs side by side: the settings in which they differ, and what each said last. */
public final class RunTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 8;

  /** What width and the data decide, where there is a width. */
  private static final List<String> FOLLOW_WIDTH =
      List.of("generator.layers", "discriminator.layers");

  private RunTable() {}

  /** One run: its settings by dotted key, and the figures of its last whole line of metrics. */
  private record Row(Path path, Map<String, String> settings, Map<String, String> figures) {}

  /**
   * A header and a line for every run folder below some folders, in the order of their names, with
   * tabs between the columns; no line where there is no run.
   *
   * @param notes hears of metrics that are damaged
   * @throws InvalidInputException if a folder or a file cannot be read
   */
  public static List<String> lines(List<Path> folders, Consumer<String> notes) {
    List<Row> rows = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Path real = folder.toRealPath(); // a link is not walked into
        try (Stream<Path> files = Files.walk(real, DEEPEST)) {
          files
              .filter(RunTable::isOfRun)
              .map(file -> folder.resolve(real.relativize(file)))
              .sorted()
              .forEach(file -> rows.add(row(file, notes)));
        }
      } catch (IOException e) {
        throw new InvalidInputException("cannot read " + folder + ": " + IoProblem.of(e), e);
      }
    }
    return rows.isEmpty() ? List.of() : lines(rows, differing(rows));
  }

  /** Many programs have a config.json; a run has what else a training leaves at its start. */
  private static boolean isOfRun(Path file) {
    return file.endsWith(RunFiles.CONFIG)
        && Files.isRegularFile(file)
        && Stream.of(RunFiles.MANIFEST, RunFiles.METRICS)
            .anyMatch(name -> Files.exists(file.resolveSibling(name)));
  }

  private static List<String> lines(List<Row> rows, List<String> settings) {
    Set<String> figures = new LinkedHashSet<>();
    rows.forEach(row -> figures.addAll(row.figures().keySet()));
    List<String> header = new ArrayList<>(List.of("run"));
    header.addAll(settings);
    header.addAll(figures);
    List<String> lines = new ArrayList<>(List.of(String.join("\t", header)));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.path().toString()));
      settings.forEach(key -> cells.add(row.settings().getOrDefault(key, "")));
      figures.forEach(key -> cells.add(row.figures().getOrDefault(key, "")));
      lines.add(String.join("\t", cells));
    }
    return lines;
  }

  private static List<String> differing(List<Row> rows) {
    Set<String> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(row.settings().keySet()));
    return keys.stream()
        .filter(key -> rows.stream().map(row -> row.settings().get(key)).distinct().count() > 1)
        .toList();
  }

  private static Row row(Path config, Consumer<String> notes) {
    Path run = config.getParent();
    Map<String, String> figures = new TreeMap<>();
    try {
      Map<String, String> settings = new TreeMap<>();
      JsonNode given = JSON.readTree(config.toFile());
      if (!given.isObject()) {
        throw new InvalidInputException(config + " is no configuration: not a JSON object");
      }
      flatten("", given, settings);
      if (!settings.getOrDefault("width", "0").equals("0")) {
        settings.keySet().removeAll(FOLLOW_WIDTH);
      }
      flatten("", lastTick(run.resolve(RunFiles.METRICS), notes), figures);
      return new Row(run, settings, figures);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(config + " is no configuration: not JSON", e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + config + ": " + IoProblem.of(e), e);
    }
  }

  /** A line without its end is passed over for the one before; so is a damaged one, with a note. */
  private static JsonNode lastTick(Path metrics, Consumer<String> notes) {
    JsonNode last = JSON.createObjectNode();
    List<Integer> damaged = new ArrayList<>();
    String[] lines = RunFiles.text(metrics).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      JsonNode tick = json(lines[i]);
      if (tick.path("step").isIntegralNumber()) {
        last = tick;
      } else if (i < lines.length - 1) {
        damaged.add(i + 1);
      }
    }
    if (!damaged.isEmpty()) {
      notes.accept(
          Text.format(
              "%s: %d of its lines are not the figures of a tick and are passed over (the first: line %d)",
              metrics, damaged.size(), damaged.get(0)));
    }
    return last;
  }

  /** A line, or nothing where it is no JSON. */
  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static void flatten(String key, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(c -> flatten(prefix + c.getKey(), c.getValue(), into));
    } else {
      String text = node.isValueNode() ? node.asText() : node.toString();
      into.put(key, text.replaceAll("[\\t\\r\\n]+", " "));
    }
  }
}
