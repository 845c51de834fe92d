package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dcgan4j.config.InvalidInputException;

/** Images in a NumPy archive: one array of uint8, {@code [N, height, width]}. */
final class NpzFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
  private static final Pattern SHAPE =
      Pattern.compile(
          "'shape'\\s*:\\s*\\(\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,?\\s*\\)");

  private NpzFile() {}

  /** Whether a zip archive holds NumPy arrays. */
  static boolean holdsArrays(Path zip) {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      return !arrays(archive).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the array named images, or the only one.
   *
   * @throws InvalidInputException if there is none that holds grey images, or the file is broken
   */
  static ImageSet read(Path file) {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      ZipEntry entry = imagesIn(file, archive);
      try (InputStream in = archive.getInputStream(entry)) {
        return read(file + "/" + entry.getName(), file, in);
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<? extends ZipEntry> arrays(ZipFile archive) {
    return archive.stream()
        .limit(Limits.FILES)
        .filter(entry -> entry.getName().endsWith(".npy"))
        .toList();
  }

  private static ZipEntry imagesIn(Path file, ZipFile archive) {
    List<? extends ZipEntry> arrays = arrays(archive);
    return arrays.stream()
        .filter(entry -> arrays.size() == 1 || entry.getName().equals("images.npy"))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: holds %d arrays, none of them named images"
                        .formatted(file, arrays.size())));
  }

  private static ImageSet read(String name, Path file, InputStream in) throws IOException {
    int[] shape = shape(name, header(name, in));
    long length = (long) shape[0] * shape[1] * shape[2];
    byte[] pixels = in.readNBytes((int) length);
    if (pixels.length < length || in.read() >= 0) {
      throw new InvalidInputException(
          "%s: its header promises %d bytes, it has %s"
              .formatted(name, length, pixels.length < length ? pixels.length : "more"));
    }
    return new ImageSet(
        file.toString(), shape[1], shape[2], pixels, new int[0], List.of(), List.of());
  }

  private static String header(String name, InputStream in) throws IOException {
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
    if (length > LONGEST_HEADER) {
      throw new InvalidInputException(
          "%s: promises a header of %d bytes, legal are up to %d"
              .formatted(name, length, LONGEST_HEADER));
    }
    return new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
  }

  private static int[] shape(String name, String header) {
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    boolean bytes = type.find() && type.group(1).endsWith("u1") && ORDER.matcher(header).find();
    if (!bytes || !shape.find()) {
      throw new InvalidInputException(
          name + ": is not an array of uint8 [N, height, width] in C order: " + header.strip());
    }
    int[] sizes = new int[3];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(shape.group(i + 1));
    }
    boolean sides = legalSide(sizes[1]) && legalSide(sizes[2]);
    if (sizes[0] < 1 || !sides || sizes[0] > Limits.PIXELS / ((long) sizes[1] * sizes[2])) {
      throw new InvalidInputException(
          "%s: promises %d images of %dx%d; legal are 1 or more with sides of 1 to %d"
              .formatted(name, sizes[0], sizes[1], sizes[2], Limits.SIDE));
    }
    return sizes;
  }

  private static boolean legalSide(int side) {
    return side >= 1 && side <= Limits.SIDE;
  }
}
