package org.dcgan4j.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;

/**
 * MNIST's IDX format: images (magic 0x803) and labels (magic 0x801), big-endian, plain or gzip. The
 * contents decide about gzip, not the name.
 */
public final class IdxFile {
  static final int IMAGES = 0x803;
  static final int LABELS = 0x801;

  private IdxFile() {}

  /**
   * What an IDX file of images holds.
   *
   * @param pixels {@code [count, height * width]}, 0 to 255
   */
  public record Images(int count, int height, int width, byte[] pixels) {}

  /**
   * Reads images and, if there are any, their labels.
   *
   * @param labels null for a set without labels; a label is its own class name
   * @throws InvalidInputException with file and byte, if a file is broken or the counts differ
   */
  public static ImageSet read(Path images, Path labels) {
    Images read = readImages(images);
    int[] classes = labels == null ? new int[0] : readLabels(labels);
    if (labels != null && classes.length != read.count()) {
      throw new InvalidInputException(
          "%s: bytes 4 to 7 promise %d labels, but %s has %d images"
              .formatted(labels, classes.length, images, read.count()));
    }
    return ImageSet.numbered(
        images.toString(), read.height(), read.width(), read.pixels(), classes);
  }

  /**
   * @throws InvalidInputException with file and byte, if the file is broken
   */
  public static Images readImages(Path file) {
    try (IdxInput in = IdxInput.open(file)) {
      expectMagic(file, in, IMAGES, "images");
      int count = in.int32("the number of images");
      int height = in.int32("the height");
      int width = in.int32("the width");
      if (!Limits.allow(count, height, width)) {
        throw new InvalidInputException(
            "%s: bytes 4 to 15 promise %d images of %dx%d; legal are 1 or more images with sides"
                    .formatted(file, Integer.toUnsignedLong(count), height, width)
                + " of 1 to %d and at most %d pixels in all".formatted(Limits.SIDE, Limits.PIXELS));
      }
      byte[] pixels = in.bytes(count * height * width, "pixels");
      in.expectEnd();
      return new Images(count, height, width, pixels);
    }
  }

  /**
   * @return the labels, 0 to 255
   * @throws InvalidInputException with file and byte, if the file is broken
   */
  public static int[] readLabels(Path file) {
    try (IdxInput in = IdxInput.open(file)) {
      expectMagic(file, in, LABELS, "labels");
      int count = in.int32("the number of labels");
      if (count < 1 || count > Limits.PIXELS) {
        throw new InvalidInputException(
            "%s: bytes 4 to 7 promise %d labels; legal are 1 to %d"
                .formatted(file, Integer.toUnsignedLong(count), Limits.PIXELS));
      }
      byte[] bytes = in.bytes(count, "labels");
      in.expectEnd();
      return IntStream.range(0, count).map(i -> bytes[i] & 0xFF).toArray();
    }
  }

  /**
   * Writes images; gzip if the name ends in {@code .gz}. The same pixels give the same bytes.
   *
   * @param pixels {@code [count, height * width]}, 0 to 255
   */
  public static void writeImages(Path file, int count, int height, int width, byte[] pixels)
      throws IOException {
    try (IdxImageWriter writer = new IdxImageWriter(file, count, height, width)) {
      writer.write(pixels);
    }
  }

  /** Where the labels of a file of images belong by MNIST's names, if it has such a name. */
  public static Optional<Path> labelsBeside(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    return labels.equals(name) ? Optional.empty() : Optional.of(images.resolveSibling(labels));
  }

  /**
   * Writes labels beside images, whole or not at all, where {@link #labelsBeside} has a name.
   *
   * @param labels one for each image; empty where there are none, which writes nothing
   */
  public static void writeLabelsBeside(Path images, byte[] labels) throws IOException {
    Optional<Path> file = labels.length == 0 ? Optional.empty() : labelsBeside(images);
    if (file.isPresent()) {
      AtomicFile.write(file.get(), part -> writeLabels(part, labels));
    }
  }

  /**
   * Writes labels; gzip if the name ends in {@code .gz}.
   *
   * @param labels one for each image
   */
  private static void writeLabels(Path file, byte[] labels) throws IOException {
    try (DataOutputStream out = IdxImageWriter.open(file)) {
      out.writeInt(LABELS);
      out.writeInt(labels.length);
      out.write(labels);
    }
  }

  private static void expectMagic(Path file, IdxInput in, int magic, String what) {
    int found = in.int32("the magic number");
    if (found != magic) {
      throw new InvalidInputException(
          "%s: bytes 0 to 3 are 0x%08x, expected 0x%08x (IDX %s)"
              .formatted(file, found, magic, what));
    }
  }
}
