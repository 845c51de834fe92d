package org.dcgan4j.data;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * Images as lines of a text, as Kaggle has MNIST: {@code label,pixel0,…,pixel783}, with or without
 * the line of names, with or without labels, plain or gzip. Images are square; without names the
 * label is the first column where there is one column too many.
 */
final class CsvReader {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int SMALLEST_SIDE = 2;
  private static final Set<String> LABELS = Set.of("label", "labels", "class", "target", "y");

  private final String name;
  private final BufferedReader in;
  private final StringBuilder line = new StringBuilder();
  private int row;

  private CsvReader(String name, InputStream in) throws IOException {
    this.name = name;
    Reader text = new InputStreamReader(FileKind.unpacked(in), StandardCharsets.UTF_8);
    this.in = new BufferedReader(text, 1 << 16);
  }

  /** Whether a file begins with lines of this kind. */
  static boolean isImages(FileTree tree, String file) {
    try (InputStream in = tree.open(file)) {
      CsvReader reader = new CsvReader(tree.label(file), in);
      String[] first = reader.next();
      first = first == null || isNumber(first[0]) ? first : reader.next();
      return first != null
          && side(first.length) + side(first.length - 1) > 0
          && List.of(first).stream().allMatch(CsvReader::isNumber);
    } catch (IOException | InvalidInputException e) {
      return false;
    }
  }

  /** Refuses a broken line with file, line and column. */
  static ImageSet read(FileTree tree, String file) {
    String name = tree.label(file);
    try (InputStream in = tree.open(file)) {
      return new CsvReader(name, in).read(tree.originOf(file), IdxReader.isEmnist(file));
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private ImageSet read(String origin, boolean emnist) throws IOException {
    String[] fields = next();
    if (fields == null) {
      throw new InvalidInputException(name + ": is empty");
    }
    boolean named = !isNumber(fields[0]);
    int columns = fields.length;
    int label = named ? labelAmong(fields) : side(columns) > 0 ? -1 : 0;
    int pixelsInRow = columns - (label < 0 ? 0 : 1);
    int side = side(pixelsInRow);
    if (side == 0) {
      throw InvalidInputException.of(
          "%s: line 1 has %d columns%s; legal are the pixels of a square image, as 784, with or without a label",
          name, columns, named ? Text.format(" with names, %d of them pixels", pixelsInRow) : "");
    }
    List<Integer> numbers = new ArrayList<>();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (String[] values = named ? next() : fields; values != null; values = next()) {
      if (values.length != columns) {
        throw InvalidInputException.of(
            "%s: line %d has %d columns, line 1 has %d", name, row, values.length, columns);
      }
      for (int i = 0; i < columns; i++) {
        int value = number(values[i], i, i == label ? Labels.MOST : 255);
        if (i == label) {
          numbers.add(value);
        } else {
          pixels.write(value);
        }
      }
      if (pixels.size() > Limits.TOTAL_BYTES) {
        throw InvalidInputException.of("%s: more than %d pixels in all", name, Limits.TOTAL_BYTES);
      }
    }
    if (pixels.size() == 0) {
      throw new InvalidInputException(name + ": has names and no images");
    }
    Labels labels = Labels.of(numbers.stream().mapToInt(n -> n).toArray());
    Images read = Images.of(ImageShape.grey(side, side), pixels.toByteArray());
    Notes notes = new Notes();
    if (emnist) {
      read = IdxReader.upright(read, origin, notes);
    }
    return new ImageSet(origin, read, labels, notes);
  }

  private int labelAmong(String[] names) {
    return IntStream.range(0, names.length)
        .filter(i -> LABELS.contains(unquoted(names[i]).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(-1);
  }

  private int number(String text, int column, int most) {
    int quick = 0;
    int i = 0;
    for (; i < text.length() && i < 6 && text.charAt(i) >= '0' && text.charAt(i) <= '9'; i++) {
      quick = 10 * quick + text.charAt(i) - '0';
    }
    if (i > 0 && i == text.length() && quick <= most) {
      return quick;
    }
    String digits = unquoted(text);
    if (digits.matches("\\d{1,9}(\\.0*)?") && Integer.parseInt(digits.split("\\.")[0]) <= most) {
      return Integer.parseInt(digits.split("\\.")[0]);
    }
    throw InvalidInputException.of(
        "%s: line %d, column %d: given \"%s\", legal are whole numbers from 0 to %d",
        name, row, column + 1, digits.substring(0, Math.min(20, digits.length())), most);
  }

  private static boolean isNumber(String text) {
    return unquoted(text).matches("-?\\d{1,9}(\\.\\d{0,9})?");
  }

  private static String unquoted(String text) {
    return text.replace("\"", "").replace("\uFEFF", "").strip();
  }

  /** The square root of a number of pixels; 0 where that is no whole number. */
  private static int side(int pixels) {
    int side = (int) Math.sqrt(pixels);
    return side >= SMALLEST_SIDE && side <= Limits.SIDE && side * side == pixels ? side : 0;
  }

  /** The fields of the next line that is not blank; null at the end. */
  private String[] next() throws IOException {
    do {
      line.setLength(0);
      int c = in.read();
      if (c < 0) {
        return null;
      }
      row++;
      for (; c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
        if (line.length() > LONGEST_LINE) {
          throw InvalidInputException.of(
              "%s: line %d has more than %d characters", name, row, LONGEST_LINE);
        }
      }
    } while (line.toString().isBlank());
    return line.toString().split(",", -1);
  }
}
