package org.dcgan4j.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * DL4J's own model file: a zip with {@code configuration.json} and {@code coefficients.bin}, for
 * {@code ModelSerializer.restoreComputationGraph}.
 */
public final class Dl4jZip {
  private Dl4jZip() {}

  /**
   * Writes a network without its updater's state.
   *
   * @param network of DL4J's own layers, so that it can be loaded without our classes
   * @throws InvalidInputException if it has layers of ours
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(ComputationGraph network, Path file) throws IOException {
    if (network.getConfiguration().toJson().contains("org.dcgan4j")) {
      throw new InvalidInputException(
          "a layer of this generator has no form in DL4J's own layers: export it as onnx");
    }
    AtomicFile.write(
        file,
        part -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            ModelSerializer.writeModel(network, out, false);
          }
        });
  }
}
