package org.dcgan4j.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;

/**
 * MNIST's IDX format: images (magic 0x803) and labels (magic 0x801), big-endian, plain or gzip. The
 * contents decide about gzip, not the name.
 */
public final class IdxFile {
  static final int IMAGES = 0x803;
  static final int LABELS = 0x801;
  private static final int HEADER = 16;
  private static final int QMNIST_COLUMNS = 8;

  /** Of the types of whole numbers, by the magic number without its rank. */
  private static final Map<Integer, Integer> LABEL_BYTES =
      Map.of(0x800, 1, 0x900, 1, 0xB00, 2, 0xC00, 4);

  private IdxFile() {}

  /**
   * /**
   *
   * @throws InvalidInputException with file and byte, if the file is broken
   */
  public static Images readImages(Path file) {
    try {
      return readImages(file.toString(), Files.newInputStream(file), Files.size(file), file);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * @param name for messages
   * @param size of the file as it is, in bytes
   * @param path of the file, which is mapped where it is large and not packed; null where it has
   *     none
   */
  static Images readImages(String name, InputStream file, long size, Path path) {
    try (IdxInput in = new IdxInput(name, file, size)) {
      int magic = in.int32("the magic number");
      if (magic != IMAGES) {
        throw new InvalidInputException(
            Text.format(
                "%s: bytes 0 to 3 are 0x%08x, expected 0x%08x (IDX images)", name, magic, IMAGES));
      }
      int count = in.int32("the number of images");
      int height = in.int32("the height");
      int width = in.int32("the width");
      if (!Limits.allow(count, height, width, Limits.MAPPED)) {
        throw new InvalidInputException(
            Text.format(
                    "%s: bytes 4 to 15 promise %d images of %dx%d; legal are 1 or more images with sides",
                    name, Integer.toUnsignedLong(count), height, width)
                + Text.format(
                    " of 1 to %d and at most %d pixels in all", Limits.SIDE, Limits.MAPPED));
      }
      ImageShape shape = ImageShape.grey(height, width);
      long pixels = (long) count * shape.pixels();
      if (path != null && size == HEADER + pixels && pixels > Images.IN_MEMORY) {
        try (FileChannel channel = FileChannel.open(path)) {
          return Images.map(shape, count, channel, HEADER);
        } catch (IOException e) {
          throw new InvalidInputException(name + ": cannot be read: " + e, e);
        }
      }
      try (Images.Store store = new Images.Store(shape, count, name)) {
        in.bytes(pixels, "pixels", store::add);
        in.expectEnd();
        return store.images();
      }
    }
  }

  /**
   * Reads labels: bytes or whole numbers, one for each image, or QMNIST's eight numbers, the first
   * of which is the class.
   *
   * @param name for messages
   * @param size of the file as it is, in bytes
   * @throws InvalidInputException with file and byte, if the file is broken or of another kind
   */
  static int[] readLabels(String name, InputStream file, long size) {
    try (IdxInput in = new IdxInput(name, file, size)) {
      int magic = in.int32("the magic number");
      int bytes = LABEL_BYTES.getOrDefault(magic & ~0xFF, 0);
      int rank = magic & 0xFF;
      int count = in.int32("the number of labels");
      if (count < 1 || count > Limits.PIXELS / QMNIST_COLUMNS / Integer.BYTES) {
        throw new InvalidInputException(
            Text.format(
                "%s: bytes 4 to 7 promise %d labels; legal are 1 to %d",
                name,
                Integer.toUnsignedLong(count),
                Limits.PIXELS / QMNIST_COLUMNS / Integer.BYTES));
      }
      int columns = rank == 2 ? in.int32("the number of columns") : rank;
      if (bytes == 0 || columns != 1 && columns != QMNIST_COLUMNS) {
        throw new InvalidInputException(
            Text.format(
                "%s: begins with 0x%08x, and %d columns: no labels that are understood (legal are whole numbers, one for each image or QMNIST's %d); without this file the images have no classes",
                name, magic, columns, QMNIST_COLUMNS));
      }
      ByteBuffer numbers = ByteBuffer.wrap(in.bytes(count * columns * bytes, "labels"));
      in.expectEnd();
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        int at = i * columns * bytes;
        labels[i] =
            switch (bytes) {
              case 1 -> numbers.get(at) & 0xFF;
              case 2 -> numbers.getShort(at);
              default -> numbers.getInt(at);
            };
        if (labels[i] < 0 || labels[i] > Labels.MOST) {
          throw new InvalidInputException(
              Text.format(
                  "%s: label %d is %d; legal are 0 to %d", name, i, labels[i], Labels.MOST));
        }
      }
      return labels;
    }
  }

  /**
   * @return the labels, one for each image
   * @throws InvalidInputException with file and byte, if the file is broken
   */
  public static int[] readLabels(Path file) {
    try {
      return readLabels(file.toString(), Files.newInputStream(file), Files.size(file));
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e, e);
    }
  }

  /** Writes grey images; gzip if the name ends in {@code .gz}. Equal images give equal bytes. */
  public static void writeImages(Path file, Images images) throws IOException {
    try (IdxImageWriter writer = new IdxImageWriter(file, images.count(), images.shape())) {
      writer.write(images);
    }
  }

  /** Where the labels of a file of images belong by MNIST's names, if it has such a name. */
  public static Optional<Path> labelsBeside(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    return labels.equals(name) ? Optional.empty() : Optional.of(images.resolveSibling(labels));
  }

  /**
   * Writes labels and the names of their classes, a line each, beside images, whole or not at all,
   * where {@link #labelsBeside} has a name.
   *
   * @param labels one for each image; empty where there are none, which writes nothing
   */
  public static void writeLabelsBeside(Path images, byte[] labels, List<String> classNames)
      throws IOException {
    Optional<Path> file = labels.length == 0 ? Optional.empty() : labelsBeside(images);
    if (file.isPresent()) {
      AtomicFile.write(file.get(), part -> writeLabels(part, labels));
      Path names = file.get().resolveSibling(namesOf(file.get().getFileName().toString()));
      AtomicFile.write(names, part -> Files.write(part, classNames));
    }
  }

  /** The file of the names of classes that belongs to a file of labels. */
  static String namesOf(String labels) {
    return unpacked(labels) + ".txt";
  }

  /** A name without the ending of gzip. */
  static String unpacked(String name) {
    return name.replaceFirst("\\.gz$", "");
  }

  /**
   * Nobody's labels are replaced by images of another name, and no images get labels that are not
   * theirs.
   *
   * @throws InvalidInputException if labels are there that would be
   */
  public static void requireLabelsMayBeWritten(Path images, boolean labelled) {
    Optional<Path> labels = labelsBeside(images).filter(Files::exists);
    if (labels.isPresent() && !(labelled && Files.exists(images))) {
      throw new InvalidInputException(
          Text.format(
              "%s is there and belongs to other images than %s; give another name or take it away",
              labels.get(), images));
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
}
