package org.dcgan4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.ObjIntConsumer;
import java.util.zip.GZIPInputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * An IDX file, unpacked on the way if its contents are gzip, that knows its position for messages.
 */
final class IdxInput implements Closeable {
  /** Deflate packs at most so many bytes into one. */
  private static final long MOST_PACKED = 1032;

  private static final int PART = 1 << 16;

  private final String name;
  private final InputStream in;
  private final String unit;
  private final long most;
  private long position;

  /**
   * @param name for messages
   * @param size of the file as it is, in bytes
   */
  IdxInput(String name, InputStream file, long size) {
    this.name = name;
    try {
      in = FileKind.unpacked(file);
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + e, e);
    }
    boolean packed = in instanceof GZIPInputStream;
    unit = packed ? "unpacked byte" : "byte";
    most = packed ? MOST_PACKED * size : size;
  }

  /** The next four bytes, big-endian. */
  int int32(String what) {
    byte[] b = bytes(4, what);
    return (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
  }

  /**
   * The next {@code length} bytes, allocated once; and no more than a file of this size can have,
   * whatever it promises.
   */
  byte[] bytes(int length, String what) {
    byte[] bytes = new byte[(int) Math.min(length, Math.max(0, most - position))];
    long start = position;
    for (int filled = 0, n; filled < bytes.length; filled += n, position += n) {
      n = read(bytes, filled, bytes.length - filled);
      if (n < 0) {
        break;
      }
    }
    if (position - start < length) {
      throw truncated(length, what, start);
    }
    return bytes;
  }

  /** Hands on the next {@code length} bytes, a part at a time. */
  void bytes(long length, String what, ObjIntConsumer<byte[]> sink) {
    byte[] part = new byte[(int) Math.min(length, PART)];
    long start = position;
    for (int n; position - start < length; position += n) {
      n = read(part, 0, (int) Math.min(part.length, length - (position - start)));
      if (n < 0) {
        throw truncated(length, what, start);
      }
      sink.accept(part, n);
    }
  }

  private InvalidInputException truncated(long length, String what, long start) {
    return new InvalidInputException(
        Text.format(
            "%s: truncated at %s %d: expected %d bytes of %s from byte %d on",
            name, unit, position, length, what, start));
  }

  /** Checks that nothing follows. */
  void expectEnd() {
    if (read(new byte[1], 0, 1) >= 0) {
      throw new InvalidInputException(
          Text.format(
              "%s: goes on at %s %d, where its header promises the end", name, unit, position));
    }
  }

  private int read(byte[] bytes, int offset, int most) {
    try {
      return in.read(bytes, offset, most);
    } catch (EOFException e) {
      return -1;
    } catch (IOException e) {
      throw new InvalidInputException(
          Text.format("%s: unreadable after %s %d: %s", name, unit, position, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be closed: " + e, e);
    }
  }
}
