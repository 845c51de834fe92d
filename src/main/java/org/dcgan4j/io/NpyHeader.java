package org.dcgan4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

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

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  // NumPy pads the header so that the data begin at a multiple of this.
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
  private static final Pattern SHAPE =
      Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,9}(?:\\s*,\\s*\\d{1,9}){0,3})\\s*,?\\s*\\)");

  /**
   * Reads a header and leaves the stream at the first number.
   *
   * @param name the array's, for messages
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
    long[] sizes =
        Arrays.stream(shape.group(1).split(","))
            .mapToLong(size -> Long.parseLong(size.strip()))
            .toArray();
    return new NpyHeader(type.group(1), ORDER.matcher(text).find(), sizes);
  }

  private static String text(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new InvalidInputException(name + ": bytes 0 to 5 are not those of a NumPy array");
    }
    byte[] size = in.readNBytes(start[MAGIC.length] == 1 ? 2 : 4);
    long length = 0;
    for (int i = 0; i < size.length; i++) {
      length |= (size[i] & 0xFFL) << (8 * i);
    }
    if (length > LONGEST) {
      throw new InvalidInputException(
          Text.format(
              "%s: promises a header of %d bytes, legal are up to %d", name, length, LONGEST));
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
   * @param name the array's, for messages
   * @param most how many bytes may be read
   * @throws InvalidInputException if there are more, or not just as many as the header promises
   */
  public byte[] data(String name, InputStream in, long most) throws IOException {
    double promised = LongStream.of(shape).asDoubleStream().reduce(elementBytes(), (a, b) -> a * b);
    if (promised > Math.min(most, Integer.MAX_VALUE - 8)) {
      throw new InvalidInputException(
          Text.format("%s: promises %.0f bytes, legal are up to %d", name, promised, most));
    }
    byte[] read = in.readNBytes((int) promised);
    if (read.length < promised || in.read() >= 0) {
      throw new InvalidInputException(
          Text.format(
              "%s: its header promises %.0f bytes, it has %s",
              name, promised, read.length < promised ? read.length : "more"));
    }
    return read;
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
    String sizes = LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return Text.format(
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s%s), }",
        type, inOrder ? "False" : "True", sizes, shape.length == 1 ? "," : "");
  }
}
