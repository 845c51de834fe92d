package org.dcgan4j.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.binding.Binder;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;

/** Prints, parses and explains layers by the {@link Syntax} of their records. */
final class LayerText {
  private static final int LONGEST = 10_000;

  /** Layers inside of layers, so that no text can exhaust the stack. */
  private static final int MOST_BRACKETS = 100;

  private static final List<Class<?>> TYPES =
      types(LayerSpec.class).collect(Collectors.toUnmodifiableList());

  /** Before the name of a flag that is on where nothing is said of it. */
  private static final String NOT = " no-";

  private LayerText() {}

  /**
   * How a kind of layer is written and what it does. A flag that is on is left out, and so is a
   * number that is its {@link FieldType.Default}; else such a number stands behind a space and its
   * name's first letter.
   */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Syntax {
    /** Its text with the record's components in braces: {@code "conv {channels} k{kernel}"}. */
    String value();

    /** One sentence for the documentation. */
    String meaning();
  }

  private static Stream<Class<?>> types(Class<?> kind) {
    return kind.isRecord()
        ? Stream.of(kind)
        : Arrays.stream(kind.getPermittedSubclasses()).flatMap(LayerText::types);
  }

  static String write(LayerSpec layer) {
    return fill(layer.getClass(), component -> shown(component, Records.value(component, layer)));
  }

  private static String shown(RecordComponent component, Object value) {
    if (value instanceof List<?> layers) {
      return layers.stream()
          .map(layer -> ((LayerSpec) layer).text())
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Boolean flag) {
      return flag ? "" : NOT + component.getName();
    }
    if (isOptional(component)) {
      boolean usual = value.toString().equals(FieldType.of(component).otherwise());
      return usual ? "" : letter(component) + value;
    }
    return value instanceof ConfigWord word ? word.word() : value.toString();
  }

  static LayerSpec parse(String given) {
    String text = given == null ? "" : given.strip().replaceAll("\\s+", " ");
    String place = "layer " + Text.quoted(text) + ": ";
    String word = text.split("[ \\[]", 2)[0];
    Class<?> type =
        TYPES.stream()
            .filter(t -> words(t).contains(word))
            .findFirst()
            .orElseThrow(() -> unknown(place, word));
    Matcher matcher = pattern(type).matcher(text);
    boolean readable =
        text.length() <= LONGEST && text.chars().filter(c -> c == '[').count() <= MOST_BRACKETS;
    if (!readable || !matcher.matches()) {
      throw new InvalidInputException(place + "legal is " + Text.quoted(usage(type)));
    }
    try {
      return construct(type, matcher);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(place + e.getMessage().replace("\n", "; "), e);
    }
  }

  static List<LayerSpec.Kind> kinds() {
    return TYPES.stream()
        .map(
            type ->
                new LayerSpec.Kind(
                    usage(type), type.getAnnotation(Syntax.class).meaning(), ranges(type)))
        .toList();
  }

  private static Map<String, String> ranges(Class<?> type) {
    Map<String, String> ranges = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() != boolean.class) {
        boolean list = component.getType() == List.class;
        String word = list ? capitals(component) : word(component);
        ranges.put(word, FieldType.of(component).legal());
      }
    }
    return ranges;
  }

  private static LayerSpec construct(Class<?> type, Matcher matcher) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      values.add(read(component, matcher.group(component.getName())));
    }
    return (LayerSpec) Records.construct(type, values);
  }

  private static Object read(RecordComponent component, String text) {
    if (component.getType() == List.class) {
      return text.isBlank()
          ? List.of()
          : Binder.split(text).stream().map(LayerText::parse).toList();
    }
    if (component.getType() == boolean.class) {
      return text.isEmpty();
    }
    FieldType type = FieldType.of(component);
    try {
      if (isOptional(component)) {
        boolean usual = text.isEmpty();
        return type.read(usual ? type.otherwise() : text.substring(letter(component).length()));
      }
      return type.read(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(component.getName() + ": " + e.getMessage(), e);
    }
  }

  private static InvalidInputException unknown(String place, String word) {
    List<String> legal = TYPES.stream().flatMap(type -> words(type).stream()).toList();
    return new InvalidInputException(
        place
            + "unknown word "
            + Text.quoted(word)
            + ", legal are "
            + String.join(", ", legal)
            + Text.hint(word, legal));
  }

  /** The words that a layer's text may begin with. */
  private static List<String> words(Class<?> type) {
    String first = form(type).split("[ \\[]", 2)[0];
    return first.startsWith("{")
        ? Arrays.stream(ElementWise.Activation.Function.values()).map(ConfigWord::word).toList()
        : List.of(first);
  }

  private static Pattern pattern(Class<?> type) {
    // No group can match the letters between the groups, so matching never backtracks far.
    String filled = fill(type, c -> "(?<" + c.getName() + ">" + characters(c) + ")");
    return Pattern.compile(filled.replaceFirst("^([a-z]+)\\[(.*)]$", "$1 ?\\\\[$2\\\\]"));
  }

  private static String characters(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return "|" + NOT + component.getName();
    }
    String number = "[-+.eE0-9]+";
    if (isOptional(component)) {
      return "|" + letter(component) + number;
    }
    return type == List.class ? ".*" : type.isEnum() ? "[a-z-]+" : number;
  }

  private static String usage(Class<?> type) {
    return fill(type, LayerText::capitals);
  }

  private static String capitals(RecordComponent component) {
    if (component.getType() == boolean.class) {
      return " [" + NOT.strip() + component.getName() + "]";
    }
    if (isOptional(component)) {
      return " [" + letter(component).strip() + word(component) + "]";
    }
    return component.getType() == List.class ? "LAYER, LAYER, …" : word(component);
  }

  private static String word(RecordComponent component) {
    return component.getName().toUpperCase(Locale.ROOT);
  }

  private static boolean isOptional(RecordComponent component) {
    return FieldType.of(component).otherwise() != null;
  }

  /** What stands before a number that may be left out. */
  private static String letter(RecordComponent component) {
    return " " + component.getName().charAt(0);
  }

  private static String fill(Class<?> type, Function<RecordComponent, String> text) {
    String filled = form(type);
    for (RecordComponent component : type.getRecordComponents()) {
      filled = filled.replace("{" + component.getName() + "}", text.apply(component));
    }
    return filled;
  }

  private static String form(Class<?> type) {
    return type.getAnnotation(Syntax.class).value();
  }
}
