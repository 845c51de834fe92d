package org.dcgan4j.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A network's parameters in files. Each method throws an {@code IOException} if the file cannot be
 * written; what was there before is still there.
 */
public final class ParameterFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  // The data of safetensors begin at a multiple of this, so that they can be mapped into memory.
  private static final int ALIGNMENT = 8;

  private ParameterFiles() {}

  /** A NumPy archive: {@code numpy.load(file)["g.deconv1.weight"]}. */
  public static void npz(List<NamedArray> arrays, Path file) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (NpzWriter npz = new NpzWriter(part)) {
            for (NamedArray array : arrays) {
              npz.begin(array.name(), NpyHeader.FLOAT32, array.shape());
              npz.write(array.values());
            }
            npz.finish();
          }
        });
  }

  /**
   * The safetensors format: eight bytes with the header's length, little-endian; the header, JSON;
   * the arrays one after the other. Source: github.com/huggingface/safetensors, "Format".
   *
   * @param metadata texts for {@code __metadata__}
   */
  public static void safetensors(List<NamedArray> arrays, Map<String, String> metadata, Path file)
      throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            out.write(header(arrays, metadata));
            for (NamedArray array : arrays) {
              out.write(array.littleEndian());
            }
          }
        });
  }

  private static byte[] header(List<NamedArray> arrays, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.set("__metadata__", JSON.valueToTree(metadata));
    long from = 0;
    for (NamedArray array : arrays) {
      long to = from + (long) array.values().length * Float.BYTES;
      ObjectNode entry = root.putObject(array.name()).put("dtype", "F32");
      entry.set("shape", JSON.valueToTree(array.shape()));
      entry.putArray("data_offsets").add(from).add(to);
      from = to;
    }
    byte[] text = JSON.writeValueAsBytes(root);
    int padding = (ALIGNMENT - text.length % ALIGNMENT) % ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + text.length + padding);
    header.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length + padding).put(text);
    return header.put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII)).array();
  }

  /**
   * DL4J's own model file: a zip with {@code configuration.json} and {@code coefficients.bin}, for
   * {@code ModelSerializer.restoreComputationGraph}; without the updater's state.
   *
   * @param network of DL4J's own layers, so that it can be loaded without our classes
   * @throws InvalidInputException if it has layers of ours
   */
  public static void dl4j(ComputationGraph network, Path file) throws IOException {
    if (network.getConfiguration().toJson().contains("org.dcgan4j")) {
      throw new InvalidInputException(
          "a layer of this generator has no form in DL4J's own layers: export it as onnx");
    }
    AtomicFile.write(file, part -> ModelSerializer.writeModel(network, part.toFile(), false));
  }
}
