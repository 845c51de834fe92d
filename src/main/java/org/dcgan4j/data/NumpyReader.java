package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.lang3.function.FailableFunction;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.FoundSets.SetName;
import org.dcgan4j.data.FoundSets.Split;
import org.dcgan4j.io.NpzWriter.NpyHeader;

/**
 * Images in NumPy's formats. In an archive (npz) arrays are known by their names: {@code images},
 * {@code labels} and {@code class_names} as this program writes them, {@code x_train}, {@code
 * y_train}, {@code x_test}, {@code y_test} as Keras has MNIST, and the like.
 *
 * <p>Images are whole numbers from 0 to 255, or floats from 0 or -1 to 1 or from 0 to 255, {@code
 * [N, H, W]}, {@code [N, H, W, C]} or {@code [N, C, H, W]} with one or three channels, or {@code
 * [N, H * W]} of square ones.
 */
final class NumpyReader {
  private static final String NPY = ".npy";
  private static final Set<String> IMAGES =
      Set.of("x", "images", "image", "imgs", "img", "data", "samples", "pixels");

  private NumpyReader() {}

  /** Whether a zip archive holds NumPy arrays, and no pictures. */
  static boolean holdsArrays(Path zip) {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      return !arrays(archive).isEmpty()
          && archive.stream().noneMatch(entry -> PictureKind.named(entry.getName()));
    } catch (IOException e) {
      return false;
    }
  }

  /** The images of a split with the labels and names beside them; no test split may be there. */
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
      Images read = read(file, archive, images.get(0), array -> array.images(notes));
      List<String> used =
          names.stream().filter(n -> names.size() > 1 && is(n, SetName.LABELS, split)).toList();
      List<String> exact = used.stream().filter(n -> SetName.of(n).words().size() == 2).toList();
      if (exact.size() != 1 && used.size() > 1) {
        throw InvalidInputException.of(
            "%s: holds several arrays of labels: %s", file, String.join(", ", used));
      }
      String label = exact.isEmpty() ? String.join("", used) : exact.get(0);
      int[] numbers =
          label.isEmpty()
              ? new int[0]
              : read(file, archive, label, array -> array.labels(read.count()));
      Optional<String> texts = names.stream().filter(NumpyReader::isNames).findFirst();
      List<String> classes =
          texts.isEmpty() ? List.of() : read(file, archive, texts.get(), Array::texts);
      Labels labels = Labels.of(numbers, Labels.named(0, classes), notes);
      names.stream()
          .filter(n -> names.size() > 1 && !isNames(n) && !n.equals(label))
          .filter(n -> SetName.of(n).split() == null ? !is(n, IMAGES, split) : used.contains(n))
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
      Images read = new Array(name, in, NpyHeader.read(name, in)).images(notes);
      return new ImageSet(tree.originOf(file), read, Labels.NONE, notes);
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T> T read(
      Path file, ZipFile archive, String entry, FailableFunction<Array, T, IOException> part)
      throws IOException {
    String name = file + "/" + entry;
    ZipEntry packed = archive.getEntry(entry);
    try (InputStream in = Archive.checked(archive.getInputStream(packed), packed)) {
      return part.apply(new Array(name, in, NpyHeader.read(name, in)));
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
    return ofSplit && !isNames(array) && words.stream().anyMatch(name.words()::contains);
  }

  private static boolean isNames(String array) {
    return array
        .toLowerCase(Locale.ROOT)
        .matches("(.*/)?((class|label|target)_names|classes)\\.npy");
  }

  /** An array whose numbers are still to be read. */
  private record Array(String name, InputStream in, NpyHeader header) {
    Images images(Notes notes) throws IOException {
      int[] shape = LongStream.of(header.shape()).mapToInt(Math::toIntExact).toArray();
      int side = shape.length == 2 ? (int) Math.sqrt(shape[1]) : 0;
      boolean square = shape.length == 2 && side * side == shape[1] && side > 1;
      boolean last = shape.length == 4 && (shape[3] == 1 || shape[3] == 3);
      boolean planar = !last && shape.length == 4 && (shape[1] == 1 || shape[1] == 3);
      boolean known = shape.length == 3 || square || last || planar;
      if (!isOfNumbers() || !header.inOrder() || !known) {
        throw new InvalidInputException(
            name
                + ": is not an array of uint8 [N, height, width] in C order (legal are also other"
                + " numbers, one or three channels, and square images in a row): "
                + header);
      }
      int channels = shape.length < 4 ? 1 : shape[last ? 3 : 1];
      int height = square ? side : shape[planar ? 2 : 1];
      int width = square ? side : shape[planar ? 3 : 2];
      if (!Limits.allow(shape[0], height, width, Limits.PIXELS / channels)) {
        throw InvalidInputException.of(
            "%s: promises %d images of %dx%d; legal are 1 or more with sides of 1 to %d",
            name, shape[0], height, width, Limits.SIDE);
      }
      ImageShape of = new ImageShape(channels, height, width);
      boolean mixed = channels == 3 && last;
      if (header.type().endsWith("u1")) {
        return bytes(of, shape[0], mixed);
      }
      byte[] pixels = isOfIntegers() ? pixels() : scaled(notes);
      return Images.of(of, mixed ? planar(pixels, of.area()) : pixels);
    }

    /** Bytes as they are, of which no more than one image is in the heap at a time. */
    private Images bytes(ImageShape shape, int count, boolean mixed) throws IOException {
      try (PixelStore store = new PixelStore(shape, count, name)) {
        int[] next = {0};
        header.rows(
            name,
            in,
            Limits.PIXELS,
            row -> store.put(next[0]++, mixed ? planar(row, shape.area()) : row));
        return store.images();
      }
    }

    private boolean isOfNumbers() {
      return isOfIntegers() || header.type().matches("[<>]f[48]");
    }

    /** Numbers of -1 to 1, of 0 to 1 or of 0 to 255, whichever holds them all. */
    private byte[] scaled(Notes notes) throws IOException {
      ByteBuffer buffer = numbersOf(header.data(name, in, Limits.PIXELS));
      boolean wide = header.type().endsWith("8");
      float[] values = new float[buffer.capacity() / (wide ? Double.BYTES : Float.BYTES)];
      float least = 0;
      float most = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = wide ? (float) buffer.getDouble() : buffer.getFloat();
        if (!(values[i] >= -1 && values[i] <= 255)) {
          throw InvalidInputException.of(
              "%s: pixel %d is %s; legal are -1 to 1, 0 to 1 or 0 to 255", name, i, values[i]);
        }
        least = Math.min(least, values[i]);
        most = Math.max(most, values[i]);
      }
      if (least < 0 && most > 1) {
        throw InvalidInputException.of(
            "%s: pixels are %s to %s; legal are -1 to 1, 0 to 1 or 0 to 255", name, least, most);
      }
      notes.say(
          "its numbers, %s to %s, are taken for pixels of %d to %d",
          least, most, least < 0 ? -1 : 0, most > 1 ? 255 : 1);
      float scale = least < 0 ? 127.5f : most > 1 ? 1 : 255;
      byte[] pixels = new byte[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.round((values[i] + (least < 0 ? 1 : 0)) * scale);
      }
      return pixels;
    }

    private boolean isOfIntegers() {
      return header.type().matches("[|<>][iu][1248]");
    }

    private byte[] pixels() throws IOException {
      int[] numbers = numbers(255);
      byte[] pixels = new byte[numbers.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) numbers[i];
      }
      return pixels;
    }

    /** From {@code [N, H, W, 3]} to {@code [N, 3, H, W]}. */
    private static byte[] planar(byte[] interleaved, int area) {
      byte[] planar = new byte[interleaved.length];
      for (int i = 0; i < planar.length; i++) {
        int inImage = i % (3 * area);
        planar[i - inImage + inImage % 3 * area + inImage / 3] = interleaved[i];
      }
      return planar;
    }

    int[] labels(int count) throws IOException {
      long[] shape = header.shape();
      boolean one = shape.length == 1 || shape.length == 2 && shape[1] == 1;
      if (!isOfIntegers() || !one || shape[0] != count) {
        throw InvalidInputException.of(
            "%s: is not an array of integers (legal: |u1, <i4, <i8) [%d], a label for each image: %s",
            name, count, header);
      }
      return numbers(Labels.MOST);
    }

    /** Text of NumPy's two kinds. */
    List<String> texts() throws IOException {
      if (!header.type().matches("[|<>][US][1-9]\\d{0,3}") || header.shape().length != 1) {
        throw new InvalidInputException(name + ": is not an array of texts: " + header);
      }
      String wide = header.type().charAt(0) == '>' ? "UTF-32BE" : "UTF-32LE";
      Charset charset = Charset.forName(header.type().charAt(1) == 'U' ? wide : "UTF-8");
      int length = header.elementBytes();
      byte[] bytes = header.data(name, in, Limits.FILE_BYTES);
      return IntStream.range(0, bytes.length / length)
          .mapToObj(i -> new String(bytes, i * length, length, charset).replace("\0", ""))
          .toList();
    }

    private ByteBuffer numbersOf(byte[] bytes) {
      boolean big = header.type().charAt(0) == '>';
      return ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Whole numbers of any size. */
    private int[] numbers(int most) throws IOException {
      int size = header.type().charAt(2) - '0';
      boolean unsigned = header.type().charAt(1) == 'u';
      ByteBuffer buffer = numbersOf(header.data(name, in, Limits.PIXELS));
      int[] numbers = new int[buffer.capacity() / size];
      for (int i = 0; i < numbers.length; i++) {
        long signed =
            switch (size) {
              case 1 -> buffer.get();
              case 2 -> buffer.getShort();
              case 4 -> buffer.getInt();
              default -> buffer.getLong();
            };
        long value = unsigned && size < 8 ? signed & (1L << 8 * size) - 1 : signed;
        if (value < 0 || value > most) {
          throw InvalidInputException.of(
              "%s: %s %d is %s; legal are 0 to %d",
              name,
              most == 255 ? "pixel" : "label",
              i,
              unsigned ? Long.toUnsignedString(value) : value,
              most);
        }
        numbers[i] = (int) value;
      }
      return numbers;
    }
  }
}
