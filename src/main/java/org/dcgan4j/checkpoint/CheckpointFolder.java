package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigValues;
import org.dcgan4j.io.AtomicFolder;
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
    try {
      AtomicFolder.write(path, part -> write(part, gan, position, config));
    } catch (FloatFile.NotFiniteException e) {
      throw new DivergedException(position.step(), e.getMessage());
    }
  }

  private static void write(Path part, Gan gan, Position position, Config config)
      throws IOException {
    Map<String, CheckpointManifest.Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, INDArray> array : GanState.of(gan).entrySet()) {
      String file = array.getKey() + SUFFIX;
      files.put(file, FloatFile.write(array.getValue(), part.resolve(file)));
    }
    new CheckpointManifest(CheckpointManifest.FORMAT, position, ConfigValues.of(config), files)
        .write(part);
  }

  /**
   * Reads its arrays into a GAN of the same networks: all, or only what drawing needs.
   *
   * @param config of that GAN, which has to agree with the checkpoint's in what is pinned
   * @throws DamagedCheckpointException if it is not as it was written; the GAN may be half of it
   */
  Position readInto(Gan gan, Config config, Pinned pinned) throws IOException {
    Path whole = AtomicFolder.at(path);
    CheckpointManifest manifest = CheckpointManifest.read(whole);
    pinned.requireSame(manifest.config(), config, path.toString());
    Map<String, INDArray> arrays =
        pinned == Pinned.GENERATOR ? GanState.ofSampler(gan) : GanState.of(gan);
    for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
      String file = array.getKey() + SUFFIX;
      CheckpointManifest.Entry entry = manifest.files().get(file);
      if (entry != null) {
        FloatFile.read(whole.resolve(file), entry, array.getValue());
      } else if (array.getKey().equals(GanState.AVERAGE) && manifest.format() < AVERAGE_SINCE) {
        array.getValue().assign(arrays.get(GanState.GENERATOR));
      } else {
        throw new DamagedCheckpointException(
            whole.resolve(CheckpointManifest.FILE) + " does not name " + file);
      }
    }
    return manifest.position();
  }
}
