package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;

/**
 * What stands before the numbers of a NumPy array.
 *
 * @param type NumPy's name of the element type, {@code |u1} or {@code <i8}
 * @param inOrder whether the last dimension runs fastest (C order)
 * @param shape the sizes of all dimensions
 * @param text the header as it stands in the file, for messages
 */
record NpyDescription(String type, boolean inOrder, int[] shape, String text) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
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
  static NpyDescription read(String name, InputStream in) throws IOException {
    String text = text(name, in);
    Matcher type = TYPE.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !shape.find()) {
      throw new InvalidInputException(
          name + ": its header has no type or no shape of one to four sizes: " + text.strip());
    }
    int[] sizes =
        Stream.of(shape.group(1).split(","))
            .mapToInt(size -> Integer.parseInt(size.strip()))
            .toArray();
    return new NpyDescription(type.group(1), ORDER.matcher(text).find(), sizes, text.strip());
  }

  private static String text(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.length < MAGIC.length + 2 || start[i] != MAGIC[i]) {
        throw new InvalidInputException(name + ": bytes 0 to 5 are not those of a NumPy array");
      }
    }
    byte[] size = in.readNBytes(start[MAGIC.length] == 1 ? 2 : 4);
    long length = 0;
    for (int i = 0; i < size.length; i++) {
      length |= (size[i] & 0xFFL) << (8 * i);
    }
    if (length > LONGEST) {
      throw new InvalidInputException(
          "%s: promises a header of %d bytes, legal are up to %d".formatted(name, length, LONGEST));
    }
    return new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
  }
}
