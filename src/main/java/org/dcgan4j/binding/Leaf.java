package org.dcgan4j.binding;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One value of a record: its type, its range, and the words in which a user reads both.
 *
 * @param range null where every value of the type is legal
 */
public record Leaf(Class<?> type, Range range, boolean nullable) {
  private static final String WHOLE = "[+-]?[0-9]{1,19}";
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,5})?";
  private static final int LONGEST_NUMBER = 100;

  public static Leaf of(RecordComponent component) {
    return new Leaf(
        component.getType(),
        component.getAnnotation(Range.class),
        component.isAnnotationPresent(Nullable.class));
  }

  /**
   * Reads the value from its text; null or an empty text is null where that is legal.
   *
   * @throws InvalidInputException saying what was given and what is legal
   */
  public Object read(String text) {
    if (nullable && (text == null || text.isEmpty())) {
      return null;
    }
    Object value = text == null ? null : convert(text.strip());
    if (value == null || !accepts(value)) {
      throw refusal(text);
    }
    return value;
  }

  /** The error for a value that this leaf does not accept, {@code given …, legal is …}. */
  public InvalidInputException refusal(Object given) {
    String hint = given instanceof String word ? NearestName.hint(word, words()) : "";
    return new InvalidInputException(
        "given " + Quoted.value(given) + ", legal is " + legal() + hint);
  }

  /** Whether a value of the right type is in the range. */
  public boolean accepts(Object value) {
    if (value == null) {
      return nullable;
    }
    if (value instanceof List<?> list) {
      return range == null || inRange(list.size());
    }
    return !(value instanceof Number number)
        || Double.isFinite(number.doubleValue())
            && (range == null || inRange(number.doubleValue()));
  }

  private boolean inRange(double number) {
    boolean highEnough = range.fromIncluded() ? number >= range.from() : number > range.from();
    boolean lowEnough = range.toIncluded() ? number <= range.to() : number < range.to();
    return highEnough && lowEnough;
  }

  /** What is legal, for example {@code a whole number from 1 to 65536}. */
  public String legal() {
    if (type == int.class || type == long.class) {
      return "a whole number" + rangeText();
    }
    if (type == double.class) {
      return "a number" + rangeText();
    }
    if (type == List.class) {
      return "a list of" + rangeText().replace(" from", "") + " layers";
    }
    if (type.isEnum() || type == boolean.class) {
      return words().stream().map(Quoted::text).collect(Collectors.joining(" or "));
    }
    return type.isRecord() ? "a group of keys" : "a text";
  }

  private List<String> words() {
    if (type == boolean.class) {
      return List.of("true", "false");
    }
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(c -> ((Named) c).word()).toList()
        : List.of();
  }

  private String rangeText() {
    if (range == null) {
      return "";
    }
    String from = plain(range.from());
    String to = plain(range.to());
    if (range.fromIncluded()) {
      return " from " + from + (range.toIncluded() ? " to " : " to below ") + to;
    }
    return " above " + from + (range.toIncluded() ? " and up to " : " and below ") + to;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The value that the text stands for, or null when it stands for none of this type. */
  private Object convert(String text) {
    if (type == int.class || type == long.class) {
      return wholeNumber(text);
    }
    if (type == double.class) {
      boolean number = text.length() <= LONGEST_NUMBER && text.matches(NUMBER);
      return number ? (Object) Double.valueOf(text) : null;
    }
    if (type == boolean.class) {
      return words().contains(text) ? (Object) Boolean.valueOf(text) : null;
    }
    if (type.isEnum()) {
      int index = words().indexOf(text);
      return index < 0 ? null : type.getEnumConstants()[index];
    }
    return type == String.class && !text.isEmpty() ? text : null;
  }

  private Object wholeNumber(String text) {
    if (!text.matches(WHOLE)) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    BigDecimal asLong = BigDecimal.valueOf(number.longValue());
    if (number.compareTo(asLong) != 0) {
      return null;
    }
    boolean tooLarge = type == int.class && number.longValue() != number.intValue();
    return tooLarge ? null : type == int.class ? (Object) number.intValue() : number.longValue();
  }
}
