package org.dcgan4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * Writes arrays as a NumPy archive, {@code .npz}: {@code numpy.load(path)["images"]}.
 *
 * <p>An array is begun with its type and shape and then written in pieces of any size, so it never
 * has to be in memory as a whole. The same arrays give the same bytes: nothing is compressed, and
 * all times are one constant. A file without {@link #finish()} is none.
 */
public final class NpzWriter implements Closeable {
  // The very first time of the format, 1980-01-01, would be stored with the time zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final FileChannel channel;
  private final ZipArchiveOutputStream zip;
  private final Set<String> names = new HashSet<>();
  private String name = "";
  private String type = NpyHeader.UINT8;
  private long missing;

  /** Replaces the file if it is there. */
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

  /**
   * Begins an array, after the one before is complete.
   *
   * @param type {@link NpyHeader#UINT8}, {@link NpyHeader#FLOAT32}, {@link NpyHeader#INT32}, or
   *     NumPy's name of another one
   */
  public void begin(String name, String type, long... shape) throws IOException {
    if (!name.matches("[\\w.]{1,200}") || names.contains(name)) {
      throw new InvalidInputException(
          "an array named '" + name + "': its letters, digits, dots and _ must be new in the file");
    }
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new InvalidInputException("array " + name + " has a dimension of " + size);
      }
      elements = Math.multiplyExact(elements, size);
    }
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
   * Writes the next elements of an array, in C order: the last dimension runs fastest.
   *
   * @throws IllegalStateException when no array of this type with so much room left was begun
   */
  public void write(byte[] elements) throws IOException {
    reserve(NpyHeader.UINT8, elements.length);
    zip.write(elements);
  }

  /** The same for floats. */
  public void write(float[] elements) throws IOException {
    reserve(NpyHeader.FLOAT32, elements.length);
    int length = Math.multiplyExact(Float.BYTES, elements.length);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(elements);
    zip.write(bytes.array());
  }

  /** The same for integers. */
  public void write(int[] elements) throws IOException {
    reserve(NpyHeader.INT32, elements.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, elements.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(elements);
    zip.write(bytes.array());
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

  /**
   * What stands before the numbers of a NumPy array. Source: numpy.org, "numpy.lib.format".
   *
   * @param type NumPy's name of the element type, {@code |u1} or {@code <i8}
   * @param inOrder whether the last dimension runs fastest (C order)
   * @param shape the sizes of all dimensions
   */
  public record NpyHeader(String type, boolean inOrder, long... shape) {
    /** Bytes, 0 to 255. */
    public static final String UINT8 = "|u1";

    /** Little-endian floats of 32 bits. */
    public static final String FLOAT32 = "<f4";

    /** Little-endian integers of 32 bits. */
    public static final String INT32 = "<i4";

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    // NumPy pads the header so that the data begin at a multiple of this.
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE =
        Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,9}(?:\\s*,\\s*\\d{1,9}){0,3})\\s*,?\\s*\\)");

    /**
     * Reads the header of a named array and leaves the stream at the first number.
     *
     * @throws InvalidInputException if no array of one to four dimensions begins here
     */
    public static NpyHeader read(String name, InputStream in) throws IOException {
      String text = text(name, in);
      Matcher type = TYPE.matcher(text);
      Matcher shape = SHAPE.matcher(text);
      if (!type.find() || !shape.find()) {
        throw new InvalidInputException(
            name + ": its header has no type or no shape of one to four sizes: " + text.strip());
      }
      String[] texts = shape.group(1).split("\\s*,\\s*");
      long[] sizes = Arrays.stream(texts).mapToLong(Long::parseLong).toArray();
      return new NpyHeader(type.group(1), ORDER.matcher(text).find(), sizes);
    }

    private static String text(String name, InputStream in) throws IOException {
      byte[] start = in.readNBytes(MAGIC.length + 2);
      if (start.length < MAGIC.length + 2 || Arrays.mismatch(start, MAGIC) < MAGIC.length) {
        throw new InvalidInputException(name + ": bytes 0 to 5 are not those of a NumPy array");
      }
      byte[] size = in.readNBytes(start[MAGIC.length] == 1 ? 2 : 4);
      long length =
          ByteBuffer.wrap(Arrays.copyOf(size, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length > LONGEST) {
        throw InvalidInputException.of(
            "%s: promises a header of %d bytes, legal are up to %d", name, length, LONGEST);
      }
      return new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
    }

    /** Of one number, or of one text. */
    public int elementBytes() {
      int count = Integer.parseInt(type.replaceFirst("^\\D+", ""));
      return type.indexOf('U') < 0 ? count : Integer.BYTES * count;
    }

    /**
     * Reads the numbers behind the header, as they stand in the file.
     *
     * @param most how many bytes may be read
     * @throws InvalidInputException if there are more, or not just as many as the header promises
     */
    public byte[] data(String name, InputStream in, long most) throws IOException {
      int promised = promised(name, most);
      byte[] read = in.readNBytes(promised);
      requireWhole(name, in, promised, read.length);
      return read;
    }

    /**
     * The same in rows of the array's first dimension, one after the other, so that it need not fit
     * into the heap.
     */
    public void rows(String name, InputStream in, long most, IOConsumer<byte[]> sink)
        throws IOException {
      int promised = promised(name, most);
      int row = promised / Math.max(1, Math.toIntExact(shape[0]));
      int read = 0;
      while (read < promised) {
        byte[] next = in.readNBytes(row);
        read += next.length;
        if (next.length < row) {
          break;
        }
        sink.accept(next);
      }
      requireWhole(name, in, promised, read);
    }

    private int promised(String name, long most) {
      double promised =
          LongStream.of(shape).asDoubleStream().reduce(elementBytes(), (a, b) -> a * b);
      if (promised > Math.min(most, Integer.MAX_VALUE - 8)) {
        throw InvalidInputException.of(
            "%s: promises %.0f bytes, legal are up to %d", name, promised, most);
      }
      return (int) promised;
    }

    private static void requireWhole(String name, InputStream in, int promised, int read)
        throws IOException {
      if (read < promised || in.read() >= 0) {
        throw InvalidInputException.of(
            "%s: its header promises %d bytes, it has %s",
            name, promised, read < promised ? read : "more");
      }
    }

    /** The bytes before the data, format version 1.0. */
    public byte[] bytes() {
      int unpadded = MAGIC.length + 2 + Short.BYTES + toString().length() + 1;
      int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      String padded = toString() + " ".repeat(length - unpadded) + "\n";
      ByteBuffer header = ByteBuffer.allocate(length).put(MAGIC).put((byte) 1).put((byte) 0);
      header.putShort(Short.reverseBytes((short) padded.length()));
      return header.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** As NumPy writes it. */
    @Override
    public String toString() {
      String sizes =
          LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
      return Text.format(
          "{'descr': '%s', 'fortran_order': %s, 'shape': (%s%s), }",
          type, inOrder ? "False" : "True", sizes, shape.length == 1 ? "," : "");
    }
  }
}
