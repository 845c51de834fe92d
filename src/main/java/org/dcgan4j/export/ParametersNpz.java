package org.dcgan4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;

/** A network's parameters as a NumPy archive: {@code numpy.load(file)["g.deconv1.weight"]}. */
public final class ParametersNpz {
  private ParametersNpz() {}

  /**
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(List<NamedArray> arrays, Path file) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (NpzWriter npz = new NpzWriter(part)) {
            for (NamedArray array : arrays) {
              npz.beginFloat32(array.name(), array.shape());
              npz.write(array.values());
            }
            npz.finish();
          }
        });
  }
}
