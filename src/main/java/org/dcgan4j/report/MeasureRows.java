package org.dcgan4j.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.run.RunFolder;

/** What a run measured while it was trained, as far as {@code measures.jsonl} can be read. */
final class MeasureRows {
  private MeasureRows() {}

  /** Oldest first; empty where nothing was measured. */
  static List<JsonNode> of(RunFolder run) throws IOException {
    Path file = run.path().resolve("measures.jsonl");
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
}
