package org.dcgan4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.dcgan4j.binding.InvalidInputException;

/**
 * An IDX file, unpacked on the way if its contents are gzip, that knows its position for messages.
 */
final class IdxInput implements Closeable {
  private static final int FIRST_ALLOCATION = 1 << 20;

  private final Path file;
  private final InputStream in;
  private final String unit;
  private long position;

  private IdxInput(Path file, InputStream in, String unit) {
    this.file = file;
    this.in = in;
    this.unit = unit;
  }

  static IdxInput open(Path file) {
    try {
      InputStream in = FileKind.unpacked(file);
      return new IdxInput(file, in, in instanceof GZIPInputStream ? "unpacked byte" : "byte");
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e, e);
    }
  }

  /** The next four bytes, big-endian. */
  int int32(String what) {
    byte[] b = bytes(4, what);
    return (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
  }

  /**
   * The next {@code length} bytes. Memory grows with what is really there, not with the promise.
   */
  byte[] bytes(int length, String what) {
    byte[] bytes = new byte[Math.min(length, FIRST_ALLOCATION)];
    long start = position;
    int filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
      }
      int n = read(bytes, filled);
      if (n < 0) {
        throw new InvalidInputException(
            "%s: truncated at %s %d: expected %d bytes of %s from byte %d on"
                .formatted(file, unit, position, length, what, start));
      }
      filled += n;
      position += n;
    }
    return bytes;
  }

  /** Checks that nothing follows. */
  void expectEnd() {
    if (read(new byte[1], 0) >= 0) {
      throw new InvalidInputException(
          "%s: goes on at %s %d, where its header promises the end"
              .formatted(file, unit, position));
    }
  }

  private int read(byte[] bytes, int offset) {
    try {
      return in.read(bytes, offset, bytes.length - offset);
    } catch (EOFException e) {
      return -1;
    } catch (IOException e) {
      throw new InvalidInputException(
          "%s: unreadable after %s %d: %s".formatted(file, unit, position, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be closed: " + e, e);
    }
  }
}
