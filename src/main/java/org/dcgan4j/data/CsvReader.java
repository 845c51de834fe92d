package org.dcgan4j.data;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * Images as lines of a text, as Kaggle has MNIST: {@code label,pixel0,…,pixel783}, with or without
 * the line of names, with or without labels, plain or packed. Images are square; without names the
 * label is the first column where there is one column too many, or the last, by its values.
 */
final class CsvReader {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int SMALLEST_SIDE = 2;
  private static final int LOOKED_AT = 10_000;
  private static final List<String> LABELS = List.of("label", "labels", "class", "target", "y");

  private final String name;
  private final BufferedReader in;
  private final StringBuilder line = new StringBuilder();
  private String separator;
  private String[] names = {};
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
      first = first != null && areNames(first) ? reader.next() : first;
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
      return new CsvReader(name, in).readImages(tree, file);
    } catch (IOException e) {
      throw new InvalidInputException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private ImageSet readImages(FileTree tree, String file) throws IOException {
    String[] fields = next();
    if (fields == null) {
      throw new InvalidInputException(name + ": is empty");
    }
    Notes notes = new Notes();
    boolean named = areNames(fields);
    names = named ? fields : names;
    int columns = fields.length;
    int label =
        IntStream.range(0, names.length)
            .filter(i -> LABELS.contains(unquoted(names[i]).toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(-1);
    if (label < 0 && side(columns - 1) > 0 && (!named || isNumber(fields[0]))) {
      label = labelByValues(tree, file, columns - 1, notes);
    }
    int pixelsInRow = columns - (label < 0 ? 0 : 1);
    int side = side(pixelsInRow);
    if (side == 0) {
      List<String> odd = Stream.of(names).filter(n -> !n.matches(".*\\d\"?\\s*")).limit(9).toList();
      throw InvalidInputException.of(
          "%s: line 1 has %d columns%s; legal are the pixels of a square image, as 784, with or without a label%s",
          name,
          columns,
          named ? Text.format(" with names, %d of them pixels", pixelsInRow) : "",
          named ? " that is named " + String.join(", ", LABELS) + "; given " + odd : "");
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
    Images read = Images.of(ImageShape.grey(side, side), pixels.toByteArray());
    Map<Integer, String> classes = Map.of();
    if (IdxReader.isEmnist(file)) {
      read = IdxReader.upright(read, tree, notes);
      classes = IdxReader.emnistNames(tree, file);
    }
    Labels labels = Labels.of(numbers.stream().mapToInt(n -> n).toArray(), classes, notes);
    return new ImageSet(tree.originOf(file), read, labels, notes);
  }

  /** Whether most are no numbers, or those that are count the columns, as pandas does. */
  private static boolean areNames(String... fields) {
    List<String> numbers = Stream.of(fields).filter(CsvReader::isNumber).toList();
    return 2 * numbers.size() < fields.length
        || IntStream.range(0, numbers.size())
            .allMatch(i -> unquoted(numbers.get(i)).equals(Integer.toString(i)));
  }

  /** The first or the last column: the one whose numbers lie close together, as labels do. */
  private int labelByValues(FileTree tree, String file, int end, Notes notes) throws IOException {
    Set<Integer> first = new HashSet<>();
    Set<Integer> last = new HashSet<>();
    try (InputStream in = tree.open(file)) {
      CsvReader ahead = new CsvReader(name, in);
      String[] values = ahead.next();
      values = names.length > 0 ? ahead.next() : values;
      for (;
          values != null && values.length > end && ahead.row < LOOKED_AT;
          values = ahead.next()) {
        first.add(ahead.number(values[0], 0, Labels.MOST));
        last.add(ahead.number(values[end], end, Labels.MOST));
      }
    }
    if (areLabels(first) && areLabels(last)) {
      throw InvalidInputException.of(
          "%s: the first or the last of its %d columns may be the label; add a line of names, as label,1,2,3",
          name, end + 1);
    }
    int label = areLabels(last) ? end : 0;
    notes.say("no column is named: column %d of %d is taken for the label", label + 1, end + 1);
    return label;
  }

  private static boolean areLabels(Set<Integer> numbers) {
    int range = numbers.isEmpty() ? 0 : Collections.max(numbers) - Collections.min(numbers);
    return range > 0 && numbers.size() < 128 && range < 3 * numbers.size();
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
        "%s: line %d, column %d: given \"%s\"%s, legal are whole numbers from 0 to %d",
        name,
        row,
        column + 1,
        digits.substring(0, Math.min(20, digits.length())),
        column < names.length ? " as " + unquoted(names[column]) : "",
        most);
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
    String text = line.toString();
    if (separator == null) {
      separator = text.indexOf(',') >= 0 ? "," : text.indexOf(';') >= 0 ? ";" : "\t";
    }
    return text.split(separator, -1);
  }
}
