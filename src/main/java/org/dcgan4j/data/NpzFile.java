package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.NpyHeader;

/**
 * Images in a NumPy archive: one array of uint8, {@code [N, height, width]}, and perhaps their
 * labels, an array of integers {@code [N]} that is named so.
 */
final class NpzFile {
  private static final String IMAGES = "images.npy";
  private static final String LABELS = "labels.npy";
  private static final Set<String> LABEL_TYPES = Set.of("|u1", "<i4", "<i8");

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
   * Reads the array named images, or the only one, and the labels beside it.
   *
   * @throws InvalidInputException if there is none that holds grey images, if there is not a label
   *     of 0 to 255 for each, or the file is broken
   */
  static ImageSet read(Path file) {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      ImageSet images = images(file, archive);
      int[] labels = labels(file, archive, images.count());
      return ImageSet.numbered(
          file.toString(), images.height(), images.width(), images.pixels(), labels);
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
        .filter(entry -> arrays.size() == 1 || entry.getName().equals(IMAGES))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: holds %d arrays, none of them named images"
                        .formatted(file, arrays.size())));
  }

  private static ImageSet images(Path file, ZipFile archive) throws IOException {
    ZipEntry entry = imagesIn(file, archive);
    String name = file + "/" + entry.getName();
    try (InputStream in = archive.getInputStream(entry)) {
      NpyHeader header = NpyHeader.read(name, in);
      long[] shape = header.shape();
      if (!header.type().endsWith("u1") || !header.inOrder() || shape.length != 3) {
        throw new InvalidInputException(
            name + ": is not an array of uint8 [N, height, width] in C order: " + header);
      }
      int count = (int) shape[0]; // of nine digits at most
      int height = (int) shape[1];
      int width = (int) shape[2];
      if (!Limits.allow(count, height, width)) {
        throw new InvalidInputException(
            "%s: promises %d images of %dx%d; legal are 1 or more with sides of 1 to %d"
                .formatted(name, count, height, width, Limits.SIDE));
      }
      return ImageSet.numbered(
          name, height, width, header.data(name, in, Limits.PIXELS), new int[0]);
    }
  }

  private static int[] labels(Path file, ZipFile archive, int count) throws IOException {
    Optional<ZipEntry> entry = Optional.ofNullable(archive.getEntry(LABELS));
    if (entry.isEmpty() || arrays(archive).size() == 1) {
      return new int[0];
    }
    String name = file + "/" + LABELS;
    try (InputStream in = archive.getInputStream(entry.get())) {
      NpyHeader header = NpyHeader.read(name, in);
      if (!LABEL_TYPES.contains(header.type())
          || header.shape().length != 1
          || header.shape()[0] != count) {
        throw new InvalidInputException(
            "%s: is not an array of integers (legal: |u1, <i4, <i8) [%d], a label for each image: %s"
                .formatted(name, count, header));
      }
      return labels(name, header.data(name, in, Limits.PIXELS), header.elementBytes());
    }
  }

  private static int[] labels(String name, byte[] bytes, int size) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, bytes.length / size)
        .map(
            i -> {
              long label =
                  switch (size) {
                    case 1 -> buffer.get(i) & 0xFF;
                    case 4 -> buffer.getInt(4 * i);
                    default -> buffer.getLong(8 * i);
                  };
              if (label < 0 || label > 0xFF) {
                throw new InvalidInputException(
                    "%s: label %d is %d; legal are 0 to 255".formatted(name, i, label));
              }
              return (int) label;
            })
        .toArray();
  }
}
