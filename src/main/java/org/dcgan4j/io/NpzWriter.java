package org.dcgan4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * Writes arrays as a NumPy archive, {@code .npz}: {@code numpy.load(path)["images"]}.
 *
 * <p>An array is begun with its type and shape and then written in pieces of any size, so it never
 * has to be in memory as a whole. The same arrays give the same bytes: nothing is compressed, and
 * all times are one constant. A file without {@link #finish()} is none.
 *
 * <pre>{@code
 * try (NpzWriter npz = new NpzWriter(path)) {
 *   npz.beginUint8("images", count, height, width);
 *   npz.write(pixels); // as often as needed
 *   npz.finish();
 * }
 * }</pre>
 */
public final class NpzWriter implements Closeable {
  // The very first time of the format, 1980-01-01, would be stored with the time zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final int FLOATS_AT_ONCE = 16 * 1024;

  private final FileChannel channel;
  private final ZipArchiveOutputStream zip;
  private final Set<String> names = new HashSet<>();
  private String name = "";
  private String type = NpyHeader.UINT8;
  private long missing;

  /**
   * @param file the archive, replaced if it is there
   */
  public NpzWriter(Path file) throws IOException {
    // Only where it can go back may the checksum of stored data be known after them.
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    zip = new ZipArchiveOutputStream(channel);
    zip.setMethod(ZipArchiveOutputStream.STORED);
  }

  /** Begins an array of bytes, 0 to 255, after the one before is complete. */
  public void beginUint8(String name, long... shape) throws IOException {
    begin(name, NpyHeader.UINT8, shape);
  }

  /** Begins an array of 32-bit floats, after the one before is complete. */
  public void beginFloat32(String name, long... shape) throws IOException {
    begin(name, NpyHeader.FLOAT32, shape);
  }

  /** Writes an array of texts, whole. */
  public void writeTexts(String name, List<String> texts) throws IOException {
    int longest =
        texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).max().orElse(1);
    begin(name, "<U" + Math.max(1, longest), texts.size());
    reserve(type, texts.size());
    for (String text : texts) {
      byte[] characters = text.getBytes(Charset.forName("UTF-32LE"));
      zip.write(Arrays.copyOf(characters, Integer.BYTES * Math.max(1, longest)));
    }
  }

  /**
   * Writes the next elements of an array of bytes, in C order: the last dimension runs fastest.
   *
   * @throws IllegalStateException when no array of bytes with so much room left was begun
   */
  public void write(byte[] elements) throws IOException {
    reserve(NpyHeader.UINT8, elements.length);
    zip.write(elements);
  }

  /**
   * Writes the next elements of an array of floats, in C order: the last dimension runs fastest.
   *
   * @throws IllegalStateException when no array of floats with so much room left was begun
   */
  public void write(float[] elements) throws IOException {
    reserve(NpyHeader.FLOAT32, elements.length);
    for (int from = 0; from < elements.length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, elements.length - from);
      ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(elements, from, count);
      zip.write(bytes.array());
    }
  }

  /**
   * Completes the archive.
   *
   * @throws IllegalStateException when an array lacks elements
   */
  public void finish() throws IOException {
    endArray();
    zip.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void begin(String name, String type, long... shape) throws IOException {
    checkName(name);
    long elements = elements(name, shape);
    endArray();
    NpyHeader description = new NpyHeader(type, true, shape);
    byte[] header = description.bytes();
    ZipArchiveEntry entry = new ZipArchiveEntry(name + ".npy");
    entry.setTimeLocal(TIME);
    entry.setSize(header.length + elements * description.elementBytes());
    zip.putArchiveEntry(entry);
    zip.write(header);
    names.add(name);
    this.name = name;
    this.type = type;
    missing = elements;
  }

  private void checkName(String name) {
    if (!name.matches("[\\w.]{1,200}") || names.contains(name)) {
      throw new InvalidInputException(
          "an array named '" + name + "': its letters, digits, dots and _ must be new in the file");
    }
  }

  private static long elements(String name, long... shape) {
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new InvalidInputException("array " + name + " has a dimension of " + size);
      }
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  private void reserve(String given, int elements) {
    if (names.isEmpty() || !given.equals(type) || elements > missing) {
      throw new IllegalStateException(
          Text.format(
              "%d elements of %s for array '%s' of %s, which lacks %d",
              elements, given, name, type, missing));
    }
    missing -= elements;
  }

  private void endArray() throws IOException {
    if (missing > 0) {
      throw new IllegalStateException("array '" + name + "' lacks " + missing + " elements");
    }
    if (!names.isEmpty()) {
      zip.closeArchiveEntry();
    }
  }
}
