package org.dcgan4j.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.CommandPicture;

/**
 * What commands left in a run's folder after the training.
 *
 * @param folder of the run
 * @param dataSha256 of what it was trained on; null where these are no images
 * @param problems gets a line for each file that cannot be read and is left out
 */
record CommandResults(Path folder, String dataSha256, Map<Path, String> problems) {
  /** Bytes of a picture that goes into the page as it is. */
  private static final long LARGEST = 1_600_000;

  /** Pixels of the width or height that a larger one is brought to. */
  private static final int SIDE = 1600;

  private static final String FLOOR = "Floor";
  private static final String OF = "of";

  /** A heading, a sentence and the picture for each, and the name of a file too large to go in. */
  ArrayNode pictures() {
    ArrayNode all = Report.JSON.createArrayNode();
    for (CommandPicture kind : CommandPicture.values()) {
      kind.in(folder)
          .ifPresent(
              file -> {
                try {
                  add(all, kind, file);
                } catch (IOException | InvalidInputException e) {
                  problems.put(file, leftOut(file));
                }
              });
    }
    return all;
  }

  private static String leftOut(Path file) {
    return file + " is no picture that can be read; it is left out.";
  }

  private void add(ArrayNode all, CommandPicture kind, Path file) throws IOException {
    String name = file.getFileName().toString();
    boolean gif = name.endsWith(".gif");
    BufferedImage picture = gif ? ImageIO.read(file.toFile()) : PictureFile.read(file);
    if (picture == null) {
      throw new IOException("no picture");
    }
    ObjectNode one =
        all.addObject().put("heading", kind.heading()).put("sentence", kind.sentence());
    if (Files.size(file) <= LARGEST) {
      one.put("picture", Files.readAllBytes(file));
    } else {
      one.put("file", name).put("picture", PictureFile.encodeJpeg(smaller(picture)));
    }
  }

  /** Of a GIF its first frame. */
  private static BufferedImage smaller(BufferedImage picture) {
    double scale = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
    Image scaled = picture.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
    boolean grey = picture.getColorModel().getNumComponents() == 1;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage small = new BufferedImage(width, height, type);
    small.getGraphics().drawImage(scaled, 0, 0, null);
    return small;
  }

  /**
   * Of {@code evaluate --json RUN/scores.json} each score that has a floor, beside it, and as
   * {@value #OF} what was measured.
   */
  ObjectNode scores() throws IOException {
    ObjectNode scores = Report.JSON.createObjectNode();
    Path file = folder.resolve(RunFiles.SCORES);
    if (Files.isRegularFile(file)) {
      try {
        JsonNode json = Report.JSON.readTree(file.toFile());
        if (!json.isObject()) {
          throw new IOException("no object");
        }
        scores.put(OF, of(json));
        for (Map.Entry<String, JsonNode> figure : json.properties()) {
          JsonNode floor = json.path(figure.getKey() + FLOOR);
          if (figure.getValue().isNumber() && floor.isNumber()) {
            scores.putArray(figure.getKey()).add(figure.getValue()).add(floor);
          }
        }
      } catch (IOException e) {
        problems.put(file, file + " is no JSON of evaluate; it is left out.");
      }
    }
    return scores;
  }

  /**
   * The step, what was drawn otherwise than training draws, and what is not the run's: the samples,
   * or the data that they are held against.
   */
  private String of(JsonNode json) {
    return Stream.of("samples", "step", "raw", "class", "truncation", "data")
        .filter(json::hasNonNull)
        .filter(key -> !key.equals("samples") || !isOwn(json))
        .filter(key -> !key.equals("data") || !json.path("dataSha256").asText().equals(dataSha256))
        .map(key -> key + " " + text(key, json.get(key).asText()))
        .map(text -> text.replace("raw true", "weights as trained"))
        .collect(Collectors.joining(", "));
  }

  /**
   * Whether samples were drawn with this run, whose path may have been another one, or {@code .}.
   */
  private boolean isOwn(JsonNode json) {
    String samples = last(json.path("samples").asText());
    String own = last(folder.toAbsolutePath().normalize().toString());
    return json.hasNonNull("step") && (samples.equals(own) || samples.matches("\\.{0,2}"));
  }

  private static String text(String key, String value) {
    return key.equals("samples") || key.equals("data") ? last(value) : value;
  }

  /** Of a path the last part. */
  private static String last(String path) {
    return path.replaceFirst("([/\\\\]\\.?)+$", "").replaceFirst("^.*[/\\\\]", "");
  }
}
