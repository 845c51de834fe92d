package org.dcgan4j.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.metrics.NearestImages;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * Writes the page. It shows what the run folder has by now, and says nothing of what it lacks.
 *
 * @param images what the run was trained on; null where they are not at hand, or are no images
 * @param running whether the training goes on, so that the page loads itself again
 */
public record Report(RunFolder run, ImageSet images, boolean running) {
  private static final int SHOWN = 10;
  private static final String STEP = "step";
  // More points than a chart has pixels only make the page larger.
  private static final int MOST = 1000;
  private static final List<String> NO_CURVES = List.of(STEP, "n", "classifierAccuracy");
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
    String page = Text.page(Report.class, "report.html", JSON.writeValueAsString(data()));
    AtomicFile.write(fileOf(run), part -> Files.writeString(part, page));
  }

  private ObjectNode data() throws IOException {
    List<TickStats> ticks = new RunLog.Ticks(run).read();
    Manifest manifest = Manifest.read(run);
    RunPictures pictures = RunPictures.of(run, manifest);
    List<JsonNode> measures = measures();
    ArrayNode drawn = drawn(measures, manifest.data().classes());
    Advice advice = new Advice(run, manifest, ticks);
    ObjectNode data = JSON.createObjectNode();
    data.put("name", run.path().toAbsolutePath().normalize().getFileName().toString());
    data.put("written", Instant.now().toString()).put("running", running);
    data.set("pictures", pictures.json());
    CommandResults results =
        new CommandResults(run.path(), manifest.data().sha256(), pictures.problems());
    data.set("results", results.pictures());
    data.set("scores", results.scores());
    data.set("facts", facts(run.config(), manifest, ticks));
    data.set("warnings", advice.warnings(pictures, drawn));
    ObjectNode curves = data.putObject("curves");
    curves.set("ticks", curves(ticks));
    curves.set("measures", curvesOfMeasures(measures));
    if (!measures.isEmpty()) {
      JsonNode last = measures.get(measures.size() - 1);
      curves.set("tells", last.path("classifierTells"));
      curves.set("accuracy", last.path("classifierAccuracy"));
    }
    data.set("commands", advice.commands());
    data.set("drawn", drawn);
    data.put("config", run.config().json());
    if (images != null) {
      data.set("classes", classes(images));
      Looked looked = Looked.of(images, running);
      data.put("lookedAt", looked.indices().length).put("imagesInAll", images.count());
      data.set("nearest", nearest(images, looked, pictures));
    }
    return data;
  }

  private static ObjectNode facts(Config config, Manifest manifest, List<TickStats> ticks) {
    ObjectNode facts = JSON.createObjectNode();
    facts.put("preset", config.preset()).put("started", manifest.started());
    facts.put("seed", manifest.seed()).put("gitCommit", manifest.gitCommit());
    facts.set("versions", JSON.valueToTree(manifest.versions()));
    facts.set("data", JSON.valueToTree(manifest.data()));
    facts.put("loss", config.training().loss().word());
    facts.put("batchSize", config.training().batchSize());
    facts.put("stepsAsked", config.training().steps());
    facts.put("latentSize", config.generator().latentSize());
    facts.put("classesTold", config.generator().classes());
    facts.set("generator", texts(config.generator().layers()));
    facts.set("discriminator", texts(config.discriminator().layers()));
    if (!ticks.isEmpty()) {
      TickStats last = ticks.get(ticks.size() - 1);
      facts.put(STEP, last.step()).put("epoch", last.epoch()).put("images", last.images());
      facts.put("seconds", last.seconds());
      facts.put("imagesPerSecond", last.images() / last.seconds());
    }
    return facts;
  }

  private static JsonNode texts(List<LayerSpec> layers) {
    return JSON.valueToTree(layers.stream().map(LayerSpec::text).toList());
  }

  private static ArrayNode curves(List<TickStats> ticks) {
    ArrayNode rows = JSON.createArrayNode();
    int stride = (ticks.size() + MOST - 1) / MOST;
    for (int i = ticks.size() - 1; i >= 0; i -= stride) {
      TickStats tick = ticks.get(i);
      ArrayNode row = rows.insertArray(0);
      row.add(tick.step()).add(tick.dLoss()).add(tick.gLoss());
      row.add(tick.dReal()).add(tick.dFake()).add(tick.imagesPerSecond());
    }
    return rows;
  }

  /** Points {@code [step, value]} by the measure's name, of whatever numbers there are. */
  private static ObjectNode curvesOfMeasures(List<JsonNode> measures) {
    ObjectNode series = JSON.createObjectNode();
    for (JsonNode row : measures) {
      for (Map.Entry<String, JsonNode> figure : row.properties()) {
        String name = figure.getKey();
        if (figure.getValue().isNumber() && !NO_CURVES.contains(name)) {
          ArrayNode points =
              series.get(name) instanceof ArrayNode there ? there : series.putArray(name);
          points.addArray().add(row.path(STEP)).add(figure.getValue());
        }
      }
    }
    return series;
  }

  /** What the run measured while it was trained, oldest first, as far as it can be read. */
  private List<JsonNode> measures() {
    Path file = run.path().resolve(RunFiles.MEASURES);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : RunFiles.text(file).lines().toList()) {
      try {
        rows.add(JSON.readTree(line));
      } catch (JsonProcessingException e) {
        break; // the line that a training is just writing
      }
    }
    return rows;
  }

  /**
   * Which share of its samples the generator drew of each class when it was measured last, beside
   * that of the reals. Empty where no measure knows as many classes as there are.
   */
  private static ArrayNode drawn(List<JsonNode> measures, List<String> names) {
    ArrayNode drawn = JSON.createArrayNode();
    for (int i = measures.size() - 1; i >= 0 && drawn.isEmpty(); i--) {
      JsonNode fakes = measures.get(i).path("classShares");
      JsonNode reals = measures.get(i).path("realShares");
      if (fakes.size() == names.size() && reals.size() == names.size()) {
        for (int c = 0; c < names.size(); c++) {
          ObjectNode of = drawn.addObject().put("name", names.get(c));
          of.put("share", fakes.path(c).asDouble()).put("real", reals.path(c).asDouble());
        }
      }
    }
    return drawn;
  }

  /** How many images each class has; empty for images without labels. */
  private static ArrayNode classes(ImageSet images) {
    ArrayNode classes = JSON.createArrayNode();
    int[] counts = images.countsOf(images.classNames());
    for (int i = 0; i < counts.length; i++) {
      classes.addObject().put("name", images.classNames().get(i)).put("count", counts[i]);
    }
    return classes;
  }

  /**
   * The training images that fakes are compared with: all, but for a training that goes on and has
   * very many, which it would be slowed down by.
   *
   * @param indices from all over the set
   */
  record Looked(int... indices) {
    private static final long BYTES = 64 << 20;

    static Looked of(ImageSet images, boolean running) {
      long all = images.count();
      long most = running ? Math.max(1, BYTES / images.images().shape().pixels()) : all;
      int count = (int) Math.min(all, most);
      return new Looked(IntStream.range(0, count).map(i -> (int) (i * all / count)).toArray());
    }
  }

  /**
   * For some fakes the training image that is nearest to each: a generator that learned by heart
   * shows the same picture twice. Empty where there are no fakes yet.
   */
  private static ArrayNode nearest(ImageSet images, Looked looked, RunPictures pictures)
      throws IOException {
    ArrayNode pairs = JSON.createArrayNode();
    Images reals = images.images().select(looked.indices());
    Optional<Images> drawn = pictures.newestFakes().filter(f -> f.shape().equals(reals.shape()));
    if (drawn.isEmpty()) {
      return pairs;
    }
    Images fakes = drawn.get().range(0, Math.min(SHOWN, drawn.get().count()));
    NearestImages nearest = NearestImages.of(fakes, reals);
    Images smallFakes = Wanted.within(ImageGrid.SEEN, fakes);
    Images smallReals = Wanted.within(ImageGrid.SEEN, reals.select(nearest.indices()));
    for (int i = 0; i < fakes.count(); i++) {
      ObjectNode pair = pairs.addObject();
      pair.put("fake", PictureFile.encode(PictureFile.draw(smallFakes, i)));
      pair.put("real", PictureFile.encode(PictureFile.draw(smallReals, i)));
      pair.put("distance", nearest.distances()[i]);
      if (images.labelled()) {
        int real = looked.indices()[nearest.indices()[i]];
        pair.put("label", images.classNames().get(images.label(real)));
      }
    }
    return pairs;
  }
}
