package org.dcgan4j.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;

/**
 * A generator as a folder for a model hub: its parameters, its graph, a page that runs it, a script
 * that does so with published readers alone, and a card that says what it is. Source of the card's
 * header: huggingface.co/docs/hub/model-cards.
 */
record HubFolder(Generator generator, Manifest manifest) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String MODEL = "model.onnx";
  private static final String PICTURE = "samples.png";
  private static final String SCRIPT = "generate.py";
  private static final int SAMPLES = 64;
  private static final String NO_SCORES = " holds no scores of evaluate";

  /** How a path from the root, or from somebody's home, begins. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?U)(?<![\\w./\\\\-])([A-Za-z]:)?[/\\\\][^\\s/\\\\]");

  /** Measures of {@code scores.json} that are told, under their names there. */
  private static final Map<String, String> MEASURES = new LinkedHashMap<>();

  static {
    MEASURES.put("frechet", "Fréchet distance");
    MEASURES.put("kid", "kernel distance");
    MEASURES.put("precision", "precision");
    MEASURES.put("recall", "recall");
    MEASURES.put("density", "density");
    MEASURES.put("coverage", "coverage");
    MEASURES.put("readAsTold", "read as the class that was asked for");
  }

  /**
   * @throws InvalidInputException if there is something at the place, or it makes no images
   */
  void write(Path folder) throws IOException {
    if (!generator.network.output().isImage()) {
      throw new InvalidInputException(
          "--format hub: the run makes points, and a model card shows pictures");
    }
    AtomicFile.writeNewFolder(
        folder,
        true,
        part -> {
          generator.export(ExportFormat.ONNX, part.resolve(MODEL));
          generator.export(ExportFormat.SAFETENSORS, part.resolve("model.safetensors"));
          generator.write(SAMPLES, 1, SampleFormat.GRID, part.resolve(PICTURE));
          Files.writeString(
              part.resolve(RunFiles.CONFIG), published(generator.run.config()).json());
          JSON.writeValue(part.resolve("classes.json").toFile(), generator.classes());
          Files.writeString(part.resolve(SCRIPT), Text.resource(HubFolder.class, SCRIPT));
          Files.writeString(part.resolve("README.md"), card(scores()));
        });
  }

  /** Where the data lay is nobody's business but the name of their file. */
  private static Config published(Config config) {
    String dir = config.data().dir();
    return dir == null ? config : Records.with(config, Map.of("data.dir", name(dir)));
  }

  private static String name(String path) {
    return Objects.toString(Path.of(path).getFileName(), "");
  }

  /** Notes on the data without where they lay; those that name other places are counted. */
  private List<String> notes() {
    String origin = manifest.data().origin();
    Path path = Path.of(origin);
    Path above = path.getParent();
    List<String> notes =
        manifest.data().notes().stream()
            .map(note -> note.replace(path.toAbsolutePath().normalize().toString(), name(origin)))
            .map(note -> note.replace(origin, name(origin)))
            .filter(note -> above == null || !note.contains(above + File.separator))
            .filter(note -> !ABSOLUTE.matcher(note).find())
            .collect(Collectors.toCollection(ArrayList::new));
    int others = manifest.data().notes().size() - notes.size();
    if (others > 0) {
      notes.add("notes that name places of the machine, and are left out: " + others);
    }
    return notes;
  }

  /** What {@code evaluate} left in the run for what this generator draws; else nothing. */
  private JsonNode scores() {
    Path file = generator.run.folder().path().resolve(RunFiles.SCORES);
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode scores = JSON.readTree(file.toFile());
      requireLegal(scores, file);
      JsonNode choices = generator.choices();
      boolean same =
          scores.path("step").asLong() == generator.step()
              && scores
                  .path("dataSha256")
                  .asText(manifest.data().sha256())
                  .equals(manifest.data().sha256())
              && Stream.of("raw", "class", "truncation")
                  .allMatch(key -> scores.path(key).equals(choices.path(key)));
      return same ? scores : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + NO_SCORES + ": not JSON", e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + IoProblem.of(e), e);
    }
  }

  /** What is no number would stand in the card as 0. */
  private static void requireLegal(JsonNode scores, Path file) {
    if (!scores.isObject()) {
      throw new InvalidInputException(file + NO_SCORES + ": not a JSON object");
    }
    for (Map.Entry<String, JsonNode> given : scores.properties()) {
      String key = given.getKey();
      JsonNode value = given.getValue();
      boolean whole = key.equals("step") || key.equals("n");
      boolean legal =
          whole
              ? value.canConvertToLong() && value.isIntegralNumber() && value.asLong() >= 0
              : value.isNumber() || !MEASURES.containsKey(key.replaceFirst("Floor$", ""));
      if (!legal) {
        throw InvalidInputException.of(
            "%s%s: %s is %s, legal is a %snumber",
            file,
            NO_SCORES,
            key,
            Text.shown(value.isTextual() ? value.asText() : value),
            whole ? "whole " : "");
      }
    }
  }

  private List<String> measured(JsonNode scores) {
    return MEASURES.keySet().stream().filter(scores::has).toList();
  }

  private String card(JsonNode scores) throws IOException {
    String name = generator.run.config().preset();
    Manifest.Data data = manifest.data();
    List<String> notes = notes();
    List<String> lines = new ArrayList<>();
    lines.add(YAML.writeValueAsString(header(scores)) + "---");
    lines.add("# A generator of pictures: " + name);
    lines.add("![Samples](" + PICTURE + ")");
    lines.add(
        Text.format(
            "A DCGAN's generator of pictures of %dx%d, %s, trained by dcgan4j %s for %,d steps%s.",
            generator.width(),
            generator.height(),
            generator.network.imageShape().channels() == 1 ? "grey" : "in colour",
            manifest.versions().dcgan4j(),
            generator.step(),
            generator.classes().isEmpty()
                ? ""
                : ". It is told what to draw: " + String.join(", ", generator.classes())));
    lines.add(
        Text.format(
            "It takes `latent [N, %d]` and makes `images [N, %d, %d, %d]`; `config.json` has the layers, the loss and all"
                + " settings, and seed %d.",
            generator.latentSize(),
            generator.network.imageShape().channels(),
            generator.height(),
            generator.width(),
            manifest.seed()));
    lines.add("## Use");
    lines.add(
        "```\npip install onnxruntime numpy pillow\npython "
            + SCRIPT
            + " 16 pictures.png\n```\n\n`demo.html` draws in a browser, with `onnxruntime-web` beside it.");
    lines.add("## Data");
    lines.add(
        Text.format(
            "%,d pictures, SHA-256 of what was learned from:\n`%s`.%s",
            data.examples(),
            data.sha256(),
            notes.isEmpty() ? "" : "\n" + String.join("\n", notes)));
    lines.add("## Measures");
    lines.add(scores.isEmpty() ? "Not measured yet." : table(scores));
    lines.add("## Licence and limits");
    lines.add(
        "To be filled in by whoever publishes it: the licence, above and here, which the data's may bind; what it must not be"
            + " used for.");
    return String.join("\n\n", lines) + "\n";
  }

  /** The floor is what real pictures get in the samples' place. */
  private String table(JsonNode scores) {
    String rows =
        measured(scores).stream()
            .map(
                name ->
                    Text.format(
                        "| %s | %.3f | %.3f |",
                        MEASURES.get(name),
                        scores.get(name).asDouble(),
                        scores.path(name + "Floor").asDouble()))
            .collect(Collectors.joining("\n"));
    return Text.format(
        "%,d samples; the floor is what real pictures get in their place.\n\n| measure | samples | floor |\n|---|---|---|\n%s",
        scores.path("n").asLong(), rows);
  }

  private ObjectNode header(JsonNode scores) {
    ObjectNode header = JSON.createObjectNode();
    header.put("license", "unknown");
    header.put("library_name", "onnx");
    header.put("pipeline_tag", "unconditional-image-generation");
    ArrayNode tags = header.putArray("tags");
    Stream.of("gan", "dcgan", "dcgan4j", "deeplearning4j").forEach(tags::add);
    List<String> measured = measured(scores);
    if (!measured.isEmpty()) {
      ObjectNode model = header.putArray("model-index").addObject();
      model.put("name", generator.run.config().preset());
      ObjectNode result = model.putArray("results").addObject();
      result.putObject("task").put("type", "unconditional-image-generation");
      result.putObject("dataset").put("name", name(manifest.data().origin())).put("type", "custom");
      ArrayNode metrics = result.putArray("metrics");
      for (String name : measured) {
        metrics
            .addObject()
            .put("type", name)
            .put("name", MEASURES.get(name))
            .put("value", scores.get(name).asDouble());
      }
    }
    return header;
  }
}
