package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.IOUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;

/**
 * MNIST's IDX format: images (magic 0x803) and labels (magic 0x801), big-endian, plain or gzip. The
 * contents decide about gzip, not the name.
 */
public final class IdxFile {
  static final int IMAGES = 0x803;
  static final int LABELS = 0x801;
  private static final int QMNIST_COLUMNS = 8;

  /** Of the types of whole numbers, by the magic number without its rank. */
  private static final Map<Integer, Integer> LABEL_BYTES =
      Map.of(0x800, 1, 0x900, 1, 0xB00, 2, 0xC00, 4);

  private IdxFile() {}

  /** Whether a file is in this format, by its contents. */
  public static boolean isOne(Path file) {
    return Files.isRegularFile(file) && FileKind.of(file) == FileKind.IDX;
  }

  /** Reads images, and names a broken byte. */
  static Images readImages(FileTree tree, String file) {
    String name = tree.label(file);
    try (Input in = new Input(tree, file)) {
      int magic = in.int32("the magic number");
      if (magic != IMAGES) {
        throw InvalidInputException.of(
            "%s: bytes 0 to 3 are 0x%08x, expected 0x%08x (IDX images)", name, magic, IMAGES);
      }
      int count = in.int32("the number of images");
      int height = in.int32("the height");
      int width = in.int32("the width");
      if (!Limits.allow(count, height, width, Limits.MAPPED)) {
        throw InvalidInputException.of(
            "%s: bytes 4 to 15 promise %d images of %dx%d; legal are 1 or more images with sides of 1 to %d and at most %d pixels in all",
            name, Integer.toUnsignedLong(count), height, width, Limits.SIDE, Limits.MAPPED);
      }
      ImageShape shape = ImageShape.grey(height, width);
      long pixels = (long) count * shape.pixels();
      try (PixelStore store = tree.store(shape, count)) {
        in.bytes(pixels, "pixels", store::add);
        in.expectEnd();
        return store.images();
      }
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + IoProblem.of(e), e);
    }
  }

  /**
   * Reads whole numbers, one for each image, or QMNIST's eight, the first of which is the class.
   */
  static int[] readLabels(FileTree tree, String file) {
    String name = tree.label(file);
    try (Input in = new Input(tree, file)) {
      int magic = in.int32("the magic number");
      int bytes = LABEL_BYTES.getOrDefault(magic & ~0xFF, 0);
      int count = in.int32("the number of labels");
      if (bytes > 0 && (count < 1 || count > Limits.PIXELS / QMNIST_COLUMNS / Integer.BYTES)) {
        throw InvalidInputException.of(
            "%s: bytes 4 to 7 promise %d labels; legal are 1 to %d",
            name, Integer.toUnsignedLong(count), Limits.PIXELS / QMNIST_COLUMNS / Integer.BYTES);
      }
      int columns = (magic & 0xFF) == 2 ? in.int32("the number of columns") : magic & 0xFF;
      boolean qmnist = bytes == Integer.BYTES && columns == QMNIST_COLUMNS;
      if (bytes == 0 || columns != 1 && !qmnist) {
        throw InvalidInputException.of(
            "%s: begins with 0x%08x, and %d columns: no labels that are understood (legal are whole numbers, one for each image or QMNIST's %d); without this file the images have no classes",
            name, magic, columns, QMNIST_COLUMNS);
      }
      ByteBuffer numbers = ByteBuffer.wrap(in.bytes(count * columns * bytes, "labels"));
      in.expectEnd();
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        int at = i * columns * bytes;
        labels[i] =
            switch (bytes) {
              case 1 -> magic >> 8 == 9 ? numbers.get(at) : numbers.get(at) & 0xFF;
              case 2 -> numbers.getShort(at);
              default -> numbers.getInt(at);
            };
        if (labels[i] < 0 || labels[i] > Labels.MOST) {
          throw InvalidInputException.of(
              "%s: label %d is %d; legal are 0 to %d", name, i, labels[i], Labels.MOST);
        }
      }
      return labels;
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + IoProblem.of(e), e);
    }
  }

  /**
   * Where the labels of a file of images belong: by MNIST's names, if it has such a name, and else
   * behind its own, which stays whole so that no two files of images share their labels.
   */
  public static Path labelsBeside(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    String packed = name.substring(unpacked(name).length());
    return images.resolveSibling(
        labels.equals(name) ? unpacked(name) + "-labels-idx1-ubyte" + packed : labels);
  }

  /**
   * Writes labels and the names of their classes, a line each, beside images, whole or not at all,
   * where there are labels; gzip if the name ends in {@code .gz}.
   */
  public static void writeLabelsBeside(Path images, byte[] labels, List<String> classNames)
      throws IOException {
    if (labels.length > 0) {
      Path file = labelsBeside(images);
      AtomicFile.write(
          file,
          part -> {
            try (DataOutputStream out = open(part)) {
              out.writeInt(LABELS);
              out.writeInt(labels.length);
              out.write(labels);
            }
          });
      Path names = file.resolveSibling(namesOf(file.getFileName().toString()));
      AtomicFile.write(names, part -> Files.write(part, classNames));
    }
  }

  /** The file of the names of classes that belongs to a file of labels. */
  static String namesOf(String labels) {
    return unpacked(labels) + ".txt";
  }

  /** A name without the ending of gzip or bzip2. */
  static String unpacked(String name) {
    return name.replaceFirst("\\.(gz|bz2)$", "");
  }

  /** Whether two names are one file, perhaps packed; refuses other contents under one name. */
  static boolean isSame(FileTree tree, String one, String other) {
    if (one.equals(other) || !unpacked(one).equals(unpacked(other))) {
      return one.equals(other);
    }
    try (InputStream a = FileKind.unpacked(tree.open(one));
        InputStream b = FileKind.unpacked(tree.open(other))) {
      if (!IOUtils.contentEquals(a, b)) {
        throw new IOException("their contents differ");
      }
      return true;
    } catch (IOException e) {
      throw new InvalidInputException(
          Text.format(
              "%s and %s should be one file, packed and unpacked: %s; take one away",
              tree.label(one), tree.label(other), e.getMessage()),
          e);
    }
  }

  /** Refuses to replace labels of other images, and to leave labels to images of another set. */
  public static void requireLabelsMayBeWritten(Path images, boolean labelled) {
    Path labels = labelsBeside(images);
    if (Files.exists(labels) && !(labelled && Files.exists(images))) {
      throw InvalidInputException.of(
          "%s is there and belongs to other images than %s; give another name or take it away",
          labels, images);
    }
  }

  /** A new file, gzipped if its name ends in {@code .gz}. */
  private static DataOutputStream open(Path file) throws IOException {
    OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    boolean gzip = file.getFileName().toString().endsWith(".gz");
    return new DataOutputStream(gzip ? new GZIPOutputStream(plain, 1 << 16) : plain);
  }

  /**
   * Writes an IDX file of images piece by piece, so that a long series never has to be in memory;
   * gzip if the name ends in {@code .gz}, without a time: the same pixels give the same bytes.
   */
  public static final class Writer implements Closeable {
    private final DataOutputStream out;
    private long missing;

    /** Starts the file with its header for {@code count} grey images. */
    public Writer(Path file, int count, ImageShape shape) throws IOException {
      if (count < 1 || !shape.isGrey()) {
        throw new IllegalArgumentException(
            "IDX needs at least one grey image, not " + count + " of " + shape);
      }
      missing = count;
      out = open(file);
      for (int value : new int[] {IMAGES, count, shape.height(), shape.width()}) {
        out.writeInt(value);
      }
    }

    /** Appends images. */
    public void write(Images images) throws IOException {
      if (images.count() > missing) {
        throw new IllegalArgumentException(
            images.count() + " images given, " + missing + " are missing");
      }
      images.writeTo(out);
      missing -= images.count();
    }

    /** Fails if fewer images were written than promised. */
    @Override
    public void close() throws IOException {
      out.close();
      if (missing > 0) {
        throw new IllegalStateException(missing + " of the promised images are missing");
      }
    }
  }

  /** An IDX file, unpacked on the way if it is gzip, that knows its position for messages. */
  private static final class Input implements Closeable {
    private static final int PART = 1 << 16;

    private final String name;
    private final InputStream in;
    private final String unit;
    private long position;

    Input(FileTree tree, String file) throws IOException {
      name = tree.label(file);
      in = FileKind.unpacked(tree.open(file));
      unit = in instanceof BufferedInputStream ? "byte" : "unpacked byte";
    }

    /** The next four bytes, big-endian. */
    int int32(String what) {
      return ByteBuffer.wrap(bytes(4, what)).getInt();
    }

    /** The next {@code length} bytes; memory for no more than there are, whatever is promised. */
    byte[] bytes(int length, String what) {
      ByteArrayOutputStream all = new ByteArrayOutputStream(Math.min(length, PART));
      bytes(length, what, (part, n) -> all.write(part, 0, n));
      return all.toByteArray();
    }

    /** Hands on the next {@code length} bytes, a part at a time. */
    void bytes(long length, String what, ObjIntConsumer<byte[]> sink) {
      byte[] part = new byte[(int) Math.min(length, PART)];
      long start = position;
      for (int n; position - start < length; position += n) {
        n = read(part, 0, (int) Math.min(part.length, length - (position - start)));
        if (n < 0) {
          throw InvalidInputException.of(
              "%s: truncated at %s %d: expected %d bytes of %s from byte %d on",
              name, unit, position, length, what, start);
        }
        sink.accept(part, n);
      }
    }

    /** Checks that nothing follows. */
    void expectEnd() {
      if (read(new byte[1], 0, 1) >= 0) {
        throw InvalidInputException.of(
            "%s: goes on at %s %d, where its header promises the end", name, unit, position);
      }
    }

    private int read(byte[] bytes, int offset, int most) {
      try {
        return in.read(bytes, offset, most);
      } catch (EOFException e) {
        return -1;
      } catch (IOException e) {
        throw new InvalidInputException(
            Text.format("%s: unreadable after %s %d: %s", name, unit, position, e.getMessage()), e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
