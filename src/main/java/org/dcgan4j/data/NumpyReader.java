package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.FoundSets.SetName;
import org.dcgan4j.data.FoundSets.Split;
import org.dcgan4j.io.NpzWriter.NpyHeader;

/**
 * Images in NumPy's formats. In an archive (npz) arrays are known by their names: {@code images},
 * {@code labels} and {@code class_names} as this program writes them, {@code x_train}, {@code
 * y_train}, {@code x_test}, {@code y_test} as Keras has MNIST, and the like.
 *
 * <p>Images are whole numbers from 0 to 255, {@code [N, H, W]}, {@code [N, H, W, C]} or {@code [N,
 * C, H, W]} with one or three channels, or {@code [N, H * W]} of square ones. Colour becomes grey.
 */
final class NumpyReader {
  private static final String NPY = ".npy";
  private static final Set<String> IMAGES =
      Set.of("x", "images", "image", "imgs", "img", "data", "samples", "pixels");
  private static final Set<String> LABELS = Set.of("y", "labels", "label", "targets", "target");

  private NumpyReader() {}

  /** Whether a zip archive holds NumPy arrays. */
  static boolean holdsArrays(Path zip) {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      return !arrays(archive).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the images of a split and the labels and names beside them.
   *
   * @return empty for a test split that is not there
   * @throws InvalidInputException if there is no array that holds images, if there is not a label
   *     for each, or the file is broken
   */
  static Optional<ImageSet> read(Path file, Split split) {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      List<String> names = arrays(archive);
      List<String> images = names.stream().filter(n -> is(n, IMAGES, split)).toList();
      if (images.isEmpty() && names.size() == 1 && split == Split.TRAIN) {
        images = names;
      }
      if (images.isEmpty() && split == Split.TEST) {
        return Optional.empty();
      }
      if (images.size() != 1) {
        throw InvalidInputException.of(
            "%s: holds %d arrays, %s",
            file,
            names.size(),
            images.isEmpty()
                ? "none of them named images"
                : "and several of images: " + String.join(", ", images));
      }
      Notes notes = new Notes();
      Images read = images(file, archive, images.get(0), notes);
      List<String> used =
          names.stream().filter(n -> names.size() > 1 && is(n, LABELS, split)).toList();
      int[] numbers =
          used.isEmpty() ? new int[0] : labels(file, archive, used.get(0), read.count());
      List<String> classes = classNames(file, archive);
      Labels labels =
          Labels.of(numbers, n -> n < classes.size() ? classes.get(n) : Integer.toString(n));
      names.stream()
          .filter(n -> SetName.of(n).split() == null && !isKnown(n))
          .filter(n -> names.size() > 1)
          .forEach(n -> notes.add("of its arrays are not used", n));
      return Optional.of(new ImageSet(file.toString(), read, labels, notes));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads a single array, which has no labels. */
  static ImageSet read(FileTree tree, String file) {
    String name = tree.label(file);
    try (InputStream in = FileKind.unpacked(tree.open(file))) {
      Notes notes = new Notes();
      Images read = images(name, in, notes);
      return new ImageSet(tree.originOf(file), read, Labels.NONE, notes);
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> arrays(ZipFile archive) {
    return archive.stream()
        .limit(Limits.FILES)
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(NPY))
        .toList();
  }

  private static boolean is(String array, Set<String> words, Split split) {
    SetName name = SetName.of(array);
    boolean ofSplit =
        name.split() == split || split == Split.TRAIN && name.split() == null && !name.validates();
    return ofSplit && words.stream().anyMatch(name.words()::contains);
  }

  private static boolean isKnown(String array) {
    return is(array, IMAGES, Split.TRAIN) || is(array, LABELS, Split.TRAIN) || isNames(array);
  }

  private static boolean isNames(String array) {
    return array.toLowerCase(Locale.ROOT).matches("(.*/)?(class_names|classes)\\.npy");
  }

  private static Images images(Path file, ZipFile archive, String array, Notes notes)
      throws IOException {
    try (InputStream in = archive.getInputStream(archive.getEntry(array))) {
      return images(file + "/" + array, in, notes);
    }
  }

  private static Images images(String name, InputStream in, Notes notes) throws IOException {
    NpyHeader header = NpyHeader.read(name, in);
    int[] shape = LongStream.of(header.shape()).mapToInt(Math::toIntExact).toArray();
    int side = shape.length == 2 ? (int) Math.sqrt(shape[1]) : 0;
    boolean square = shape.length == 2 && side * side == shape[1] && side > 1;
    boolean last = shape.length == 4 && (shape[3] == 1 || shape[3] == 3);
    boolean planar = !last && shape.length == 4 && (shape[1] == 1 || shape[1] == 3);
    boolean known = shape.length == 3 || square || last || planar;
    if (!header.type().matches("[|<>][iu][1248]") || !header.inOrder() || !known) {
      throw new InvalidInputException(
          name
              + ": is not an array of uint8 [N, height, width] in C order (legal are also whole"
              + " numbers of other sizes, one or three channels, and square images in a row): "
              + header);
    }
    int height = square ? side : shape[planar ? 2 : 1];
    int width = square ? side : shape[planar ? 3 : 2];
    int channels = last ? shape[3] : planar ? shape[1] : 1;
    if (!Limits.allow(shape[0], height, width)) {
      throw InvalidInputException.of(
          "%s: promises %d images of %dx%d; legal are 1 or more with sides of 1 to %d",
          name, shape[0], height, width, Limits.SIDE);
    }
    byte[] pixels = pixels(name, in, header);
    if (channels == 3) {
      pixels = grey(pixels, height * width, planar);
      notes.say("%,d pictures in colour are turned grey", shape[0]);
    }
    return Images.of(ImageShape.grey(height, width), pixels);
  }

  private static byte[] pixels(String name, InputStream in, NpyHeader header) throws IOException {
    if (header.type().endsWith("u1")) {
      return header.data(name, in, Limits.PIXELS);
    }
    int[] numbers = numbers(name, in, header, 255).toArray();
    byte[] pixels = new byte[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) numbers[i];
    }
    return pixels;
  }

  private static byte[] grey(byte[] colour, int area, boolean planar) {
    byte[] grey = new byte[colour.length / 3];
    int step = planar ? area : 1;
    for (int i = 0; i < grey.length; i++) {
      int at = planar ? i / area * area * 3 + i % area : 3 * i;
      int red = colour[at] & 0xFF;
      int green = colour[at + step] & 0xFF;
      int blue = colour[at + 2 * step] & 0xFF;
      grey[i] = (byte) Picture.grey(red, green, blue);
    }
    return grey;
  }

  private static int[] labels(Path file, ZipFile archive, String array, int count)
      throws IOException {
    String name = file + "/" + array;
    try (InputStream in = archive.getInputStream(archive.getEntry(array))) {
      NpyHeader header = NpyHeader.read(name, in);
      long[] shape = header.shape();
      boolean one = shape.length == 1 || shape.length == 2 && shape[1] == 1;
      if (!header.type().matches("[|<>][iu][1248]") || !one || shape[0] != count) {
        throw InvalidInputException.of(
            "%s: is not an array of integers (legal: |u1, <i4, <i8) [%d], a label for each image: %s",
            name, count, header);
      }
      return numbers(name, in, header, Labels.MOST).toArray();
    }
  }

  /** The names of the classes, in the order of the labels: text of NumPy's two kinds. */
  private static List<String> classNames(Path file, ZipFile archive) throws IOException {
    Optional<String> array = arrays(archive).stream().filter(NumpyReader::isNames).findFirst();
    if (array.isEmpty()) {
      return List.of();
    }
    String name = file + "/" + array.get();
    try (InputStream in = archive.getInputStream(archive.getEntry(array.get()))) {
      NpyHeader header = NpyHeader.read(name, in);
      if (!header.type().matches("[|<>][US][1-9]\\d{0,3}") || header.shape().length != 1) {
        throw new InvalidInputException(name + ": is not an array of texts: " + header);
      }
      boolean wide = header.type().charAt(1) == 'U';
      Charset charset =
          !wide
              ? StandardCharsets.UTF_8
              : Charset.forName(header.type().charAt(0) == '>' ? "UTF-32BE" : "UTF-32LE");
      int length = header.elementBytes();
      byte[] bytes = header.data(name, in, Limits.FILE_BYTES);
      return IntStream.range(0, bytes.length / length)
          .mapToObj(i -> new String(bytes, i * length, length, charset).replace("\0", ""))
          .toList();
    }
  }

  /** Whole numbers of any size. */
  private static IntStream numbers(String name, InputStream in, NpyHeader header, int most)
      throws IOException {
    int size = header.type().charAt(2) - '0';
    boolean unsigned = header.type().charAt(1) == 'u';
    ByteBuffer buffer = ByteBuffer.wrap(header.data(name, in, Limits.PIXELS));
    buffer.order(header.type().charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, buffer.capacity() / size)
        .map(
            i -> {
              long value =
                  switch (size) {
                    case 1 -> unsigned ? buffer.get(i) & 0xFF : buffer.get(i);
                    case 2 -> unsigned ? buffer.getShort(2 * i) & 0xFFFF : buffer.getShort(2 * i);
                    case 4 -> buffer.getInt(4 * i);
                    default -> buffer.getLong(8 * i);
                  };
              if (value < 0 || value > most) {
                throw InvalidInputException.of(
                    "%s: %s %d is %d; legal are 0 to %d",
                    name, most == 255 ? "pixel" : "label", i, value, most);
              }
              return (int) value;
            });
  }
}
