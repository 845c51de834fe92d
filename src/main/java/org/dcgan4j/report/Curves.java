package org.dcgan4j.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.CollapseWarning;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * The figures over the steps: of the ticks, and whatever numbers {@code measures.jsonl} has where
 * the run was measured.
 */
final class Curves {
  private static final String STEP = "step";
  private static final String SAMPLES = "n";
  // More points than a chart has pixels only make the page larger.
  private static final int MOST = 1000;

  private Curves() {}

  static ObjectNode of(List<TickStats> ticks, List<JsonNode> measures) {
    ObjectNode curves = Report.JSON.createObjectNode();
    curves.set("ticks", ofTicks(ticks));
    curves.set("measures", ofMeasures(measures));
    return curves;
  }

  private static ArrayNode ofTicks(List<TickStats> ticks) {
    ArrayNode rows = Report.JSON.createArrayNode();
    int stride = (ticks.size() + MOST - 1) / MOST;
    for (int i = ticks.size() - 1; i >= 0; i -= Math.max(1, stride)) {
      TickStats tick = ticks.get(i);
      ArrayNode row = rows.insertArray(0);
      row.add(tick.step()).add(tick.dLoss()).add(tick.gLoss());
      row.add(tick.dReal()).add(tick.dFake()).add(tick.imagesPerSecond());
    }
    return rows;
  }

  /** Points {@code [step, value]} by the measure's name. */
  private static ObjectNode ofMeasures(List<JsonNode> rows) {
    Map<String, ArrayNode> series = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      for (Map.Entry<String, JsonNode> figure : row.properties()) {
        if (figure.getValue().isNumber() && !List.of(STEP, SAMPLES).contains(figure.getKey())) {
          series
              .computeIfAbsent(figure.getKey(), name -> Report.JSON.createArrayNode())
              .addArray()
              .add(row.path(STEP))
              .add(figure.getValue());
        }
      }
    }
    ObjectNode measures = Report.JSON.createObjectNode();
    series.forEach(measures::set);
    return measures;
  }

  /**
   * What a run measured while it was trained, oldest first, as far as it can be read; empty where
   * nothing was measured.
   */
  static List<JsonNode> measuresOf(RunFolder run) throws IOException {
    Path file = run.path().resolve(RunFiles.MEASURES);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      try {
        rows.add(Report.JSON.readTree(line));
      } catch (JsonProcessingException e) {
        break; // the line that a training is just writing
      }
    }
    return rows;
  }

  /**
   * Which classes the generator drew when it was measured last.
   *
   * @param names of the classes
   * @param fakes for each the share of samples that the classifier reads as it
   * @param reals the same of the reals
   */
  record Drawn(List<String> names, JsonNode fakes, JsonNode reals) {
    /** Empty where no measure knows as many classes as there are. */
    static Drawn of(List<JsonNode> measures, List<String> names) {
      for (int i = measures.size() - 1; i >= 0; i--) {
        JsonNode fakes = measures.get(i).path("classShares");
        JsonNode reals = measures.get(i).path("realShares");
        if (fakes.size() == names.size() && reals.size() == names.size()) {
          return new Drawn(names, fakes, reals);
        }
      }
      JsonNode none = Report.JSON.createArrayNode();
      return new Drawn(List.of(), none, none);
    }

    ArrayNode json() {
      ArrayNode json = Report.JSON.createArrayNode();
      for (int i = 0; i < names.size(); i++) {
        json.addObject()
            .put("name", names.get(i))
            .put("share", fakes.path(i).asDouble())
            .put("real", reals.path(i).asDouble());
      }
      return json;
    }

    /** The names of those that are all but missing among the samples. */
    List<String> missing() {
      return names.stream().filter(name -> isMissing(names.indexOf(name))).toList();
    }

    private boolean isMissing(int index) {
      return CollapseWarning.isGone(fakes.path(index).asDouble(), reals.path(index).asDouble());
    }
  }
}
