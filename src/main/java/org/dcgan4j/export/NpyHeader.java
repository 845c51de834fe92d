package org.dcgan4j.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The beginning of a NumPy array file, format version 1.0. */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  // NumPy pads the header so that the data begin at a multiple of this.
  private static final int ALIGNMENT = 64;

  private NpyHeader() {}

  /** The types of numbers that are written. */
  enum Type {
    UINT8("|u1", 1),
    FLOAT32("<f4", 4);

    private final String descriptor;
    private final int bytes;

    Type(String descriptor, int bytes) {
      this.descriptor = descriptor;
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /** The bytes before the data of an array in C order. */
  static byte[] of(Type type, long... shape) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(type.descriptor, tuple(shape));
    int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = text + " ".repeat(length - unpadded) + "\n";
    ByteBuffer header = ByteBuffer.allocate(length).put(MAGIC);
    header.putShort(Short.reverseBytes((short) padded.length()));
    return header.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static String tuple(long... shape) {
    String numbers =
        LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return shape.length == 1 ? "(" + numbers + ",)" : "(" + numbers + ")";
  }
}
