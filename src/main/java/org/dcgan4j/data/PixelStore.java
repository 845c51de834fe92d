package org.dcgan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.IoProblem;

/**
 * Takes decoded pixels as they come and makes {@link Images} of them: few in an array of just their
 * size, many in a temporary file that is mapped and has no name any more, so that they need neither
 * heap nor two copies.
 */
final class PixelStore implements Closeable {
  /** What is larger lies in a file that is mapped. */
  static final int IN_MEMORY = 8 << 20;

  private final ImageShape shape;
  private final int count;
  private final String origin;
  private final long bytes;
  private final byte[] array;
  private final FileChannel file;
  private long filled;

  /**
   * @param count how many pictures there will be
   * @param origin where they come from, for messages
   * @throws InvalidInputException if there is no room for them
   */
  PixelStore(ImageShape shape, int count, String origin) {
    this.shape = shape;
    this.count = count;
    this.origin = origin;
    this.bytes = (long) count * shape.pixels();
    this.file = bytes > IN_MEMORY ? open() : null;
    this.array = file == null ? new byte[Math.toIntExact(bytes)] : null;
  }

  private FileChannel open() {
    try {
      Path path = Files.createTempFile("dcgan4j-", ".pixels");
      return FileChannel.open(
          path,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      if (bytes <= Limits.PIXELS) {
        return null; // no place for a file: the heap may have one
      }
      throw noRoom(e);
    }
  }

  /** Appends pixels, {@code [N, C, H, W]}; any number of whole or broken pictures. */
  void add(byte[] pixels, int length) {
    if (file == null) {
      System.arraycopy(pixels, 0, array, (int) filled, length);
    } else {
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(pixels, 0, length); rest.hasRemaining(); ) {
          file.write(rest);
        }
      } catch (IOException e) {
        throw noRoom(e);
      }
    }
    filled += length;
  }

  /**
   * @throws IllegalStateException if pixels are missing
   */
  Images images() {
    if (filled != bytes) {
      throw new IllegalStateException(bytes - filled + " pixels of the promised are missing");
    }
    try {
      return file == null ? Images.of(shape, array) : Images.map(shape, count, file, 0);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private InvalidInputException noRoom(IOException e) {
    return new InvalidInputException(
        Text.format(
            "%s: its %d images of %s take %d bytes in %s, which cannot be written: %s",
            origin, count, shape, bytes, System.getProperty("java.io.tmpdir"), IoProblem.of(e)),
        e);
  }

  /** The file goes, and what was mapped of it stays. */
  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw noRoom(e);
      }
    }
  }
}
