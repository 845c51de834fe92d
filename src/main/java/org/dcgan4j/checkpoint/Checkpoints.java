package org.dcgan4j.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The checkpoints of a run folder, {@code checkpoint-NNNNNN/} each.
 *
 * <p>A checkpoint is written beside its place, forced to the disk, and renamed: a folder of that
 * name is a whole one.
 */
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{6,18}");
  private static final String MANIFEST = "checkpoint.json";
  private static final long LARGEST_MANIFEST = 1 << 16;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path run;

  public Checkpoints(Path run) {
    this.run = run;
  }

  /**
   * Writes a checkpoint, then removes all but the newest up to it.
   *
   * <p>Those of later steps do not count: they are damaged ones that a resumed training has passed
   * over, and it will write them again.
   *
   * @param position of the training behind the GAN's parameters
   * @param keep how many stay
   */
  public Path save(Gan gan, Position position, int keep) throws IOException {
    Path folder = run.resolve(String.format(Locale.ROOT, "checkpoint-%06d", position.step()));
    Path aside = run.resolve(folder.getFileName() + ".part");
    deleteTree(aside);
    Files.createDirectory(aside);
    Map<String, CheckpointManifest.Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, INDArray> array : arrays(gan).entrySet()) {
      files.put(array.getKey(), FloatFile.write(array.getValue(), aside.resolve(array.getKey())));
    }
    byte[] manifest =
        JSON.writeValueAsBytes(new CheckpointManifest(CheckpointManifest.FORMAT, position, files));
    writeForced(aside.resolve(MANIFEST), manifest);
    deleteTree(folder);
    Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(run);
    List<Path> all =
        newestFirst().stream().filter(path -> stepOf(path) <= position.step()).toList();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      deleteTree(old);
    }
    return folder;
  }

  /**
   * Reads the newest checkpoint that is whole into a GAN of the same networks.
   *
   * @return where the training stood when it was written
   * @throws InvalidInputException if the run has none
   */
  public Position loadNewest(Gan gan) {
    StringBuilder problems = new StringBuilder();
    for (Path folder : newestFirst()) {
      try {
        return load(folder, gan);
      } catch (IOException e) {
        problems.append("; ").append(IoProblem.of(e));
      }
    }
    throw new InvalidInputException(run + " has no checkpoint that can be read" + problems);
  }

  private static Position load(Path folder, Gan gan) throws IOException {
    Path file = folder.resolve(MANIFEST);
    CheckpointManifest manifest = manifest(file);
    for (Map.Entry<String, INDArray> array : arrays(gan).entrySet()) {
      CheckpointManifest.Entry entry = manifest.files().get(array.getKey());
      if (entry == null) {
        throw new DamagedCheckpointException(file + " does not name " + array.getKey());
      }
      FloatFile.read(folder.resolve(array.getKey()), entry, array.getValue());
    }
    return manifest.position();
  }

  private static CheckpointManifest manifest(Path file) throws IOException {
    if (Files.size(file) > LARGEST_MANIFEST) {
      throw new DamagedCheckpointException(file + " is no checkpoint manifest");
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      int format = json.path("format").asInt();
      if (format != CheckpointManifest.FORMAT) {
        throw new DamagedCheckpointException(
            file + " is of format " + format + ", expected " + CheckpointManifest.FORMAT);
      }
      return JSON.treeToValue(json, CheckpointManifest.class);
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(file + " is no checkpoint manifest");
    }
  }

  private List<Path> newestFirst() {
    try (Stream<Path> entries = Files.list(run)) {
      return entries
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(Checkpoints::stepOf).reversed())
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the run folder " + run + ": " + e.getMessage(), e);
    }
  }

  private static long stepOf(Path folder) {
    return Long.parseLong(folder.getFileName().toString().substring("checkpoint-".length()));
  }

  /** Everything that a training changes. */
  private static Map<String, INDArray> arrays(Gan gan) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("generator.f32", gan.generator().graph().params());
    gan.average().ifPresent(average -> arrays.put("generator-average.f32", average.parameters()));
    arrays.put("generator-optimizer.f32", gan.adversarial().optimizerState());
    arrays.put("discriminator.f32", gan.discriminator().graph().params());
    arrays.put("discriminator-optimizer.f32", gan.discriminator().optimizerState());
    return arrays;
  }

  private static void writeForced(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
  }

  /**
   * Makes the renaming itself last; not every system allows it, and then there is nothing more to
   * do.
   */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
