package org.dcgan4j.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.dcgan4j.config.ConfigJson;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.PageTemplate;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TickStats;

/**
 * Writes the page. It shows what the run folder has by now, and says nothing of what it lacks.
 *
 * @param images what the run was trained on; null where they are not at hand, or are no images
 * @param running whether the training goes on, so that the page loads itself again
 */
public record Report(RunFolder run, ImageSet images, boolean running) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Where the page of a run is. */
  public static Path fileOf(RunFolder run) {
    return run.path().resolve(RunFiles.REPORT);
  }

  /**
   * Writes it into the run folder, whole or not at all.
   *
   * @throws org.dcgan4j.binding.InvalidInputException if the folder holds something unreadable
   * @throws IOException if a picture cannot be read or the page not be written
   */
  public void write() throws IOException {
    String page = PageTemplate.fill(Report.class, "report.html", JSON.writeValueAsString(data()));
    AtomicFile.write(fileOf(run), part -> Files.writeString(part, page));
  }

  private ObjectNode data() throws IOException {
    List<TickStats> ticks = new MetricsLog(run).ticks();
    Manifest manifest = Manifest.read(run);
    RunPictures pictures = RunPictures.of(run, manifest);
    List<JsonNode> measures = Curves.measuresOf(run);
    DrawnClasses drawn = DrawnClasses.of(measures, manifest.data().classes());
    ObjectNode data = JSON.createObjectNode();
    data.put("name", run.path().toAbsolutePath().normalize().getFileName().toString());
    data.put("written", Instant.now().toString()).put("running", running);
    data.set("facts", RunFacts.of(run.config(), manifest, ticks));
    data.set("warnings", Warnings.of(manifest, ticks, pictures, drawn));
    data.set("pictures", pictures.json());
    data.set("curves", Curves.of(ticks, measures));
    data.set("commands", new Commands(run, manifest, ticks).json());
    data.set("drawn", drawn.json());
    data.put("config", ConfigJson.text(run.config()));
    if (images != null) {
      data.set("classes", RunFacts.classes(images));
      data.set("nearest", NearestReals.of(images, pictures));
    }
    return data;
  }
}
