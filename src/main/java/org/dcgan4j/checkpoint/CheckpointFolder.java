package org.dcgan4j.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigValues;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One checkpoint: a file for each array, and the manifest with their digests. */
record CheckpointFolder(Path path) {
  private static final String SUFFIX = ".f32";

  /** Before this format there was no average; the generator itself is the best guess. */
  private static final int AVERAGE_SINCE = 3;

  /**
   * Writes it as a whole, in place of the one that is there.
   *
   * @throws DivergedException if a number is not finite; what was there before is still there
   */
  void write(Gan gan, Position position, Config config) throws IOException {
    AtomicFile.writeFolder(
        path,
        true,
        part -> {
          Map<String, Entry> files = new LinkedHashMap<>();
          for (Map.Entry<String, INDArray> array : GanState.of(gan).entrySet()) {
            String file = array.getKey() + SUFFIX;
            files.put(file, writeArray(array.getValue(), part.resolve(file), position.step()));
          }
          new Manifest(Manifest.FORMAT, position, ConfigValues.of(config), files).write(part);
          return true;
        });
  }

  /**
   * Reads its arrays into a GAN of the same networks: all, or only what drawing needs.
   *
   * @param config of that GAN, which has to agree with the checkpoint's in what is pinned
   * @throws IOException if it is not as it was written; the GAN may be half of it
   */
  Position readInto(Gan gan, Config config, Pinned pinned) throws IOException {
    Path whole = AtomicFile.folderAt(path);
    Manifest manifest = Manifest.read(whole);
    pinned.requireSame(manifest.config(), config, path.toString());
    Map<String, INDArray> arrays = pinned.arrays().apply(gan);
    for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
      String file = array.getKey() + SUFFIX;
      Entry entry = manifest.files().get(file);
      if (entry != null) {
        readArray(whole.resolve(file), entry, array.getValue());
      } else if (array.getKey().equals(GanState.AVERAGE) && manifest.format() < AVERAGE_SINCE) {
        array.getValue().assign(arrays.get(GanState.GENERATOR));
      } else {
        throw new IOException(whole.resolve(Manifest.FILE) + " does not name " + file);
      }
    }
    return manifest.position();
  }

  /**
   * Which keys of a configuration have to be those of the checkpoint; each names all below it.
   *
   * @param arrays those of a GAN that are read then
   */
  record Pinned(List<String> keys, List<String> free, Function<Gan, Map<String, INDArray>> arrays) {
    /** What the generator is made of, and what its numbers mean: all that drawing from it needs. */
    static final Pinned GENERATOR =
        new Pinned(
            List.of("data.pixelRange", "generator"),
            List.of("generator.optimizer"),
            GanState::ofSampler);

    /** What both networks are made of, and what their numbers mean. */
    static final Pinned NETWORKS =
        new Pinned(
            List.of("data.pixelRange", "generator", "discriminator.layers"),
            List.of("generator.optimizer"),
            GanState::ofNetworks);

    /** All that the next step depends on. */
    static final Pinned TRAINING =
        new Pinned(
            List.of(
                "data.flips",
                "data.pixelRange",
                "data.stratified",
                "generator",
                "discriminator",
                "training"),
            List.of("training.epochs", "training.steps", "training.minutes", "training.backend"),
            GanState::of);

    /** Whether one of the keys is this one, or a group or list that holds it. */
    static boolean hold(List<String> keys, String key) {
      return keys.stream().anyMatch(k -> key.matches(Pattern.quote(k) + "([.\\[].*)?"));
    }

    boolean pins(String key) {
      return hold(keys, key) && !hold(free, key);
    }

    /** Names what differs from the checkpoint's configuration, which is empty for an old one. */
    void requireSame(Map<String, String> then, Config now, String checkpoint) {
      List<String> differences = ConfigValues.differences(then, ConfigValues.of(now), this::pins);
      if (!differences.isEmpty()) {
        throw InvalidInputException.of(
            "the configuration is not that of %s: %s", checkpoint, String.join("; ", differences));
      }
    }
  }

  /**
   * What {@code checkpoint.json} says.
   *
   * @param format the version of the format
   * @param position of the training behind the parameters
   * @param config the run's configuration, as dotted keys; empty before format 3
   * @param files for each file its length and digest
   */
  record Manifest(
      int format, Position position, Map<String, String> config, Map<String, Entry> files) {
    static final String FILE = RunFiles.CHECKPOINT_MANIFEST;

    /** The format that this program writes; it reads all since {@link #OLDEST}. */
    static final int FORMAT = 3;

    private static final int OLDEST = 2;
    private static final long LARGEST = 1 << 24;
    private static final ObjectMapper JSON =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Manifest {
      Objects.requireNonNull(position, "position");
      // In order, so that equal checkpoints are equal files.
      config = config == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(config));
      files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    void write(Path folder) throws IOException {
      Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** An {@code IOException} says that the folder has none. */
    static Manifest read(Path folder) throws IOException {
      Path file = folder.resolve(FILE);
      if (Files.size(file) > LARGEST) {
        throw new IOException(file + " is no checkpoint manifest");
      }
      try {
        JsonNode json = JSON.readTree(file.toFile());
        if (!json.path("format").isInt()) {
          throw new IOException(file + " is no checkpoint manifest");
        }
        int format = json.path("format").asInt();
        if (format < OLDEST || format > FORMAT) {
          throw new IOException(
              Text.format("%s is of format %d, expected %d to %d", file, format, OLDEST, FORMAT));
        }
        return JSON.treeToValue(json, Manifest.class);
      } catch (JsonProcessingException e) {
        throw new IOException(file + " is no checkpoint manifest");
      }
    }
  }

  /** An array as a file of little-endian 32-bit floats, in C order: nothing else can be in it. */
  private static Entry writeArray(INDArray array, Path file, long step) throws IOException {
    float[] floats = array.length() == 0 ? new float[0] : array.dup('c').data().asFloat();
    if (!areFinite(floats)) {
      throw new DivergedException(
          step, file.getFileName() + " would hold a number that is not finite");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, floats.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    Files.write(file, bytes.array());
    return new Entry(floats.length, DigestUtils.sha256Hex(bytes.array()));
  }

  /** An {@code IOException} says that the file is not what was written. */
  private static void readArray(Path file, Entry entry, INDArray into) throws IOException {
    long expected = 4 * into.length();
    if (entry.floats() != into.length() || Files.size(file) != expected) {
      throw new IOException(file + " holds " + Files.size(file) + " bytes, expected " + expected);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!DigestUtils.sha256Hex(bytes).equals(entry.sha256())) {
      throw new IOException(file + " does not match its SHA-256");
    }
    if (into.length() > 0) {
      float[] floats = new float[Math.toIntExact(into.length())];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      if (!areFinite(floats)) {
        throw new IOException(file + " holds a number that is not finite");
      }
      GanState.write(floats, into);
    }
  }

  /** Branchless, so that it costs next to nothing: 0 times anything not finite is NaN. */
  private static boolean areFinite(float[] floats) {
    float sum = 0;
    for (float value : floats) {
      sum += 0 * value;
    }
    return sum == 0;
  }

  /** How many numbers a file holds, and the SHA-256 of its bytes, in hexadecimal. */
  record Entry(long floats, String sha256) {}
}
