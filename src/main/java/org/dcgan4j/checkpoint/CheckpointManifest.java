package org.dcgan4j.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dcgan4j.binding.Text;
import org.dcgan4j.training.Position;

/**
 * What {@code checkpoint.json} says.
 *
 * @param format the version of the format
 * @param position of the training behind the parameters
 * @param config the run's configuration, as dotted keys; empty before format 3
 * @param files for each file its length and digest
 */
record CheckpointManifest(
    int format, Position position, Map<String, String> config, Map<String, Entry> files) {
  static final String FILE = "checkpoint.json";

  /** The format that this program writes; it reads all since {@link #OLDEST}. */
  static final int FORMAT = 3;

  private static final int OLDEST = 2;
  private static final long LARGEST = 1 << 16;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  CheckpointManifest {
    Objects.requireNonNull(position, "position");
    // In order, so that equal checkpoints are equal files.
    config = config == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(config));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * @param floats how many numbers it holds
   * @param sha256 of its bytes, in hexadecimal
   */
  record Entry(long floats, String sha256) {}

  /** Writes it into a folder. */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * Reads the manifest of a checkpoint's folder.
   *
   * @throws DamagedCheckpointException if it is none
   */
  static CheckpointManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.size(file) > LARGEST) {
      throw new DamagedCheckpointException(file + " is no checkpoint manifest");
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      int format = json.path("format").asInt();
      if (format < OLDEST || format > FORMAT) {
        throw new DamagedCheckpointException(
            Text.format("%s is of format %d, expected %d to %d", file, format, OLDEST, FORMAT));
      }
      return JSON.treeToValue(json, CheckpointManifest.class);
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(file + " is no checkpoint manifest");
    }
  }
}
