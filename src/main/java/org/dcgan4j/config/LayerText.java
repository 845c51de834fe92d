package org.dcgan4j.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Leaf;
import org.dcgan4j.binding.Named;
import org.dcgan4j.binding.NearestName;
import org.dcgan4j.binding.Quoted;
import org.dcgan4j.binding.Records;

/** Prints and parses layers by the {@link Form} of their records. */
final class LayerText {
  private static final int LONGEST = 200;

  private LayerText() {}

  static String write(LayerSpec layer) {
    String text = form(layer.getClass());
    for (RecordComponent component : layer.getClass().getRecordComponents()) {
      Object value = Records.value(component, layer);
      String shown = value instanceof Named named ? named.word() : value.toString();
      text = text.replace(hole(component), shown);
    }
    return text;
  }

  static LayerSpec parse(String given) {
    String text = given == null ? "" : given.strip().replaceAll("\\s+", " ");
    String place = "layer " + Quoted.text(text) + ": ";
    String word = text.split(" ", 2)[0];
    Class<?> type =
        types()
            .filter(t -> words(t).contains(word))
            .findFirst()
            .orElseThrow(() -> unknown(place, word));
    Matcher matcher = pattern(type).matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new InvalidInputException(place + "legal is " + Quoted.text(usage(type)));
    }
    try {
      return construct(type, matcher);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(place + e.getMessage().replace("\n", "; "), e);
    }
  }

  private static LayerSpec construct(Class<?> type, Matcher matcher) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      values.add(read(component, matcher.group(component.getName())));
    }
    return (LayerSpec) Records.construct(type, values);
  }

  private static Object read(RecordComponent component, String text) {
    try {
      return Leaf.of(component).read(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(component.getName() + ": " + e.getMessage(), e);
    }
  }

  private static InvalidInputException unknown(String place, String word) {
    List<String> legal = types().flatMap(type -> words(type).stream()).toList();
    return new InvalidInputException(
        place
            + "unknown word "
            + Quoted.text(word)
            + ", legal are "
            + String.join(", ", legal)
            + NearestName.hint(word, legal));
  }

  /** The words that a layer's text may begin with. */
  private static List<String> words(Class<?> type) {
    String first = form(type).split(" ", 2)[0];
    return first.startsWith("{")
        ? Arrays.stream(LayerSpec.Function.values()).map(Named::word).toList()
        : List.of(first);
  }

  private static Stream<Class<?>> types() {
    return Arrays.stream(LayerSpec.class.getPermittedSubclasses());
  }

  private static Pattern pattern(Class<?> type) {
    // No group can match the letters between the groups, so matching never backtracks far.
    return Pattern.compile(
        fill(
            type,
            c ->
                "(?<"
                    + c.getName()
                    + ">"
                    + (c.getType().isEnum() ? "[a-z-]+" : "[-+.eE0-9]+")
                    + ")"));
  }

  private static String usage(Class<?> type) {
    return fill(type, c -> c.getName().toUpperCase(Locale.ROOT));
  }

  private static String fill(
      Class<?> type, java.util.function.Function<RecordComponent, String> text) {
    String filled = form(type);
    for (RecordComponent component : type.getRecordComponents()) {
      filled = filled.replace(hole(component), text.apply(component));
    }
    return filled;
  }

  private static String hole(RecordComponent component) {
    return "{" + component.getName() + "}";
  }

  private static String form(Class<?> type) {
    return type.getAnnotation(Form.class).value();
  }
}
