package org.dcgan4j.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one component of a record takes: its type, its range, and the words in which a user reads
 * both. The type is a number, a boolean, a {@code String}, an enum of {@link ConfigWord}s, a type
 * with a static {@code parse(String)} that {@code toString()} undoes, a record, a sealed interface
 * whose records each have a {@link Kind}, or a list of one of these.
 *
 * @param name of the component
 * @param type {@code List} for a list
 * @param element what a list holds; the type itself for anything else
 * @param range null where every value of the type is legal
 * @param otherwise the text that stands for a value that is not given; null where one must be
 */
public record FieldType(
    String name, Class<?> type, Class<?> element, Range range, boolean nullable, String otherwise) {
  private static final String WHOLE = "[+-]?[0-9]{1,19}";
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,5})?";
  private static final int LONGEST_NUMBER = 100;

  /**
   * The legal range of a component, declared once: {@link Records#check} enforces it, and the
   * reader and every message take it from here. On a list it is the legal number of elements.
   */
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Range {
    double from();

    double to();

    boolean fromIncluded() default true;

    boolean toIncluded() default true;
  }

  /** A component that may be {@code null}: nothing was given, and nothing is assumed. */
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Nullable {}

  /** What a component is where it is not given, as it would be written. */
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Default {
    String value();
  }

  /** The word by which {@code kind} chooses a record among those of its sealed interface. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Kind {
    String value();

    /** Whether its only component, written alone, stands for it: {@code 0.1} for a constant. */
    boolean bare() default false;
  }

  /** A value that stands for several numbers; a range holds for each. */
  public interface Numbers {
    DoubleStream numbers();
  }

  public static FieldType of(RecordComponent component) {
    Default otherwise = component.getAnnotation(Default.class);
    Class<?> type = component.getType();
    return new FieldType(
        component.getName(),
        type,
        type == List.class
            ? (Class<?>)
                ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : type,
        component.getAnnotation(Range.class),
        component.isAnnotationPresent(Nullable.class),
        otherwise == null ? null : otherwise.value());
  }

  /** All components of a record, in the order of their declaration. */
  public static List<FieldType> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(FieldType::of).toList();
  }

  /** One element of the list that this is. */
  FieldType ofElement() {
    return new FieldType(name, element, element, null, false, null);
  }

  boolean isList() {
    return type == List.class;
  }

  /** Whether it is one of the kinds of a sealed interface. */
  boolean hasKinds() {
    return type.isSealed() && type.getPermittedSubclasses()[0].isAnnotationPresent(Kind.class);
  }

  /** The records of a sealed interface, by the words that choose them. */
  Map<String, Class<?>> kinds() {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    for (Class<?> kind : type.getPermittedSubclasses()) {
      kinds.put(kind.getAnnotation(Kind.class).value(), kind);
    }
    return kinds;
  }

  /** The kind that its only component may stand for, or null. */
  Class<?> bareKind() {
    return kinds().values().stream()
        .filter(kind -> kind.getAnnotation(Kind.class).bare())
        .findFirst()
        .orElse(null);
  }

  /** The component of {@link #bareKind}; a range of this one is that of the number. */
  FieldType bare() {
    FieldType own = of(bareKind()).get(0);
    return range == null ? own : new FieldType(own.name, own.type, own.element, range, false, null);
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
    if (given instanceof Numbers several) {
      double from = several.numbers().findFirst().orElseThrow();
      double wrong = several.numbers().filter(number -> !inRange(number)).findFirst().orElseThrow();
      String comes = wrong == from ? "" : ", which comes to " + plain(wrong);
      return InvalidInputException.of(
          "given %s%s, legal is %s", plain(from), comes, bare().legal());
    }
    String hint = given instanceof String word ? Text.hint(word, words()) : "";
    String shown = given instanceof List<?> list ? list.size() + " " + name : Text.shown(given);
    return new InvalidInputException("given " + shown + ", legal is " + legal() + hint);
  }

  /** Whether a value of the right type is in the range. */
  public boolean accepts(Object value) {
    if (value == null) {
      return nullable;
    }
    if (value instanceof List<?> list) {
      return inRange(list.size());
    }
    if (value instanceof Numbers several) {
      return several.numbers().allMatch(this::inRange);
    }
    return !(value instanceof Number number)
        || Double.isFinite(number.doubleValue()) && inRange(number.doubleValue());
  }

  private boolean inRange(double number) {
    return range == null
        || (range.fromIncluded() ? number >= range.from() : number > range.from())
            && (range.toIncluded() ? number <= range.to() : number < range.to());
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
      return "a list of" + rangeText().replace(" from", "") + " " + name;
    }
    if (type.isEnum() || type == boolean.class) {
      return words(words());
    }
    if (hasKinds()) {
      String group = "a group of keys with the kind " + legalKinds();
      return bareKind() == null ? group : bare().legal() + " or " + group;
    }
    return type.isRecord() ? "a group of keys" : "a text";
  }

  String legalKinds() {
    return words(kinds().keySet());
  }

  private static String words(Collection<String> words) {
    return words.stream().map(Text::quoted).collect(Collectors.joining(" or "));
  }

  private List<String> words() {
    if (type == boolean.class) {
      return List.of("true", "false");
    }
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(c -> ((ConfigWord) c).word()).toList()
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
    if (type == String.class) {
      return text.isEmpty() ? null : text;
    }
    try {
      return Records.invoke(type.getMethod("parse", String.class), null, text);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private Object wholeNumber(String text) {
    try {
      Object number = type == int.class ? (Object) Integer.valueOf(text) : Long.valueOf(text);
      return text.matches(WHOLE) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
