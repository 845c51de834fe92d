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
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
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
   * @throws InvalidInputException if a folder or a configuration cannot be read
   */
  public static List<String> lines(List<Path> folders) {
    List<Row> rows = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
        files
            .filter(file -> file.endsWith(RunFiles.CONFIG) && Files.isRegularFile(file))
            .sorted()
            .forEach(file -> rows.add(row(file)));
      } catch (IOException e) {
        throw new InvalidInputException("cannot read " + folder + ": " + IoProblem.of(e), e);
      }
    }
    return rows.isEmpty() ? List.of() : lines(rows, differing(rows));
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

  private static Row row(Path config) {
    Path run = config.getParent();
    Map<String, String> figures = new TreeMap<>();
    try {
      Map<String, String> settings = new TreeMap<>();
      flatten("", JSON.readTree(config.toFile()), settings);
      if (!settings.getOrDefault("width", "0").equals("0")) {
        settings.keySet().removeAll(FOLLOW_WIDTH);
      }
      flatten("", lastTick(run.resolve(RunFiles.METRICS)), figures);
      return new Row(run, settings, figures);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(config + " is no configuration: not JSON", e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + config + ": " + IoProblem.of(e), e);
    }
  }

  /** A line without its end, or damaged, is passed over for the one before. */
  private static JsonNode lastTick(Path metrics) throws IOException {
    JsonNode last = JSON.createObjectNode();
    if (!Files.exists(metrics)) {
      return last;
    }
    for (String line : Files.readAllLines(metrics)) {
      try {
        JsonNode tick = JSON.readTree(line);
        last = tick.isObject() ? tick : last;
      } catch (JsonProcessingException e) {
        continue;
      }
    }
    return last;
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
