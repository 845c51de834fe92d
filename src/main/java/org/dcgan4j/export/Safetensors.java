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
import org.dcgan4j.io.AtomicFile;

/**
 * The safetensors format: eight bytes with the header's length, little-endian; the header, JSON;
 * the arrays one after the other. Source: github.com/huggingface/safetensors, "Format".
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  // The data begin at a multiple of this, so that they can be mapped into memory.
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /**
   * @param metadata texts for {@code __metadata__}
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(List<NamedArray> arrays, Map<String, String> metadata, Path file)
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
    String text = JSON.writeValueAsString(root);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length + padding);
    header.order(ByteOrder.LITTLE_ENDIAN).putLong(length + padding);
    return header.put((text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8)).array();
  }
}
