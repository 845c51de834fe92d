package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigValues;
import org.dcgan4j.io.AtomicFolder;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One checkpoint: a file for each array, and the manifest with their digests. */
record CheckpointFolder(Path path) {

  /**
   * Writes it as a whole, in place of the one that is there.
   *
   * @throws DivergedException if a number is not finite; what was there before is still there
   */
  void write(Gan gan, Position position, Config config) throws IOException {
    try {
      AtomicFolder.write(path, part -> write(part, gan, position, config));
    } catch (NotFiniteException e) {
      throw new DivergedException(position.step(), e.getMessage());
    }
  }

  private static void write(Path part, Gan gan, Position position, Config config)
      throws IOException {
    Map<String, CheckpointManifest.Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, INDArray> array : CheckpointArrays.of(gan).entrySet()) {
      files.put(array.getKey(), FloatFile.write(array.getValue(), part.resolve(array.getKey())));
    }
    new CheckpointManifest(CheckpointManifest.FORMAT, position, ConfigValues.of(config), files)
        .write(part);
  }

  /**
   * Reads its arrays into a GAN of the same networks.
   *
   * @param config of that GAN, which has to agree with the checkpoint's in what is pinned
   * @throws DamagedCheckpointException if it is not as it was written; the GAN may be half of it
   */
  Position readInto(Gan gan, Config config, Pinned pinned) throws IOException {
    Path whole = AtomicFolder.at(path);
    CheckpointManifest manifest = CheckpointManifest.read(whole);
    pinned.requireSame(manifest.config(), config, path.toString());
    for (Map.Entry<String, INDArray> array : CheckpointArrays.of(gan).entrySet()) {
      CheckpointManifest.Entry entry = manifest.files().get(array.getKey());
      boolean older = manifest.format() < CheckpointArrays.AVERAGE_SINCE;
      if (entry == null && older && array.getKey().equals(CheckpointArrays.AVERAGE)) {
        gan.average().ifPresent(a -> a.parameters().assign(gan.generator().graph().params()));
        continue;
      } else if (entry == null) {
        throw new DamagedCheckpointException(
            whole.resolve(CheckpointManifest.FILE) + " does not name " + array.getKey());
      }
      FloatFile.read(whole.resolve(array.getKey()), entry, array.getValue());
    }
    return manifest.position();
  }
}
