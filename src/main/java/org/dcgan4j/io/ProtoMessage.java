package org.dcgan4j.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers while it is written, field by field; what ONNX and TensorBoard
 * read. The library for it reaches memory by {@code sun.misc.Unsafe}, which Java takes away.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">The encoding</a>
 */
public final class ProtoMessage {
  // How a field lies in the file.
  private static final int VARINT = 0;
  private static final int DOUBLE = 1;
  private static final int COUNTED = 2;
  private static final int FLOAT = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A whole number, or one of an enumeration. */
  public ProtoMessage whole(int field, long value) {
    tag(field, VARINT);
    return varint(value);
  }

  public ProtoMessage single(int field, float value) {
    tag(field, FLOAT);
    bytes.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  public ProtoMessage real(int field, double... values) {
    for (double value : values) {
      tag(field, DOUBLE);
      bytes.writeBytes(little(Double.BYTES).putDouble(value).array());
    }
    return this;
  }

  public ProtoMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public ProtoMessage bytes(int field, byte[] value) {
    tag(field, COUNTED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  public ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  /** All fields that were written, in their order. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void tag(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private ProtoMessage varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
