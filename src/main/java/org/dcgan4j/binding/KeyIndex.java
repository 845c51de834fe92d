package org.dcgan4j.binding;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dotted keys of a record and of the records below it, as they declare them. */
public final class KeyIndex {
  /** What people write for the longer words of our keys. */
  private static final Map<String, String> SHORT_FORMS =
      Text.resource(KeyIndex.class, "short-forms.txt")
          .lines()
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(words -> words[0], words -> words[1]));

  private final Map<String, FieldType> all = new LinkedHashMap<>();

  public KeyIndex(Class<? extends Record> root) {
    components("", root);
  }

  /**
   * Every key that takes a value and what it takes, in the order of the records. The keys of a
   * list's elements stand behind {@code []}; those of all kinds of a group stand together.
   */
  public Map<String, FieldType> all() {
    return Collections.unmodifiableMap(all);
  }

  private void components(String prefix, Class<?> record) {
    FieldType.of(record).forEach(type -> collect(prefix + type.name(), type));
  }

  private void collect(String key, FieldType type) {
    if (type.isList()) {
      all.put(key, type);
      FieldType element = type.ofElement();
      if (element.type().isRecord() || element.hasKinds()) {
        collect(key + "[]", element);
      }
    } else if (type.type().isRecord()) {
      components(key + ".", type.type());
    } else if (type.hasKinds()) {
      if (type.bareKind() != null) {
        all.put(key, type);
      }
      all.put(key + "." + Node.KIND, type);
      type.kinds().values().forEach(kind -> components(key + ".", kind));
    } else {
      all.putIfAbsent(key, type);
    }
  }

  /** Whether there is such a key, in an element of a list for example {@code a[3].b}. */
  boolean has(String key) {
    return all.containsKey(anyElement(key));
  }

  /** Whether the key stands for several. */
  public boolean isGroup(String key) {
    return all.keySet().stream().anyMatch(known -> known.startsWith(anyElement(key) + "."));
  }

  private static String anyElement(String key) {
    return key.replaceAll("\\[[0-9]+]", "[]");
  }

  /** The error for a key that takes no value: it names the nearest one, or what there is. */
  String unknown(String key) {
    String group = anyElement(key) + ".";
    Optional<String> inside = all.keySet().stream().filter(k -> k.startsWith(group)).findFirst();
    if (inside.isPresent()) {
      return key + ": given a value, legal is a group of keys such as " + inside.get();
    }
    return "unknown key "
        + Text.quoted(key)
        + nearest(key)
            .map(nearest -> "; did you mean \"" + nearest + "\"?")
            .orElseGet(
                () ->
                    all.keySet().stream()
                        .map(known -> known.split("\\.")[0])
                        .distinct()
                        .collect(Collectors.joining(", ", ", legal are the keys of ", "")));
  }

  /** Of keys that are equally near, the shortest leaves the least unsaid. */
  private Optional<String> nearest(String key) {
    String spelled = spell(key);
    ToDoubleFunction<String> difference =
        known -> forms(known).mapToDouble(f -> difference(spelled, spell(f))).min().orElse(1);
    return all.keySet().stream()
        .min(Comparator.comparingDouble(difference).thenComparing(String::length))
        .filter(known -> difference.applyAsDouble(known) < 0.5);
  }

  /** That two keys are in groups of like names makes them no nearer. */
  private static double difference(String given, String known) {
    double whole = Text.difference(given, known);
    return given.startsWith(known + ".")
        ? whole
        : Math.max(whole, Text.difference(last(given), last(known)));
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** One spelling for camelCase, kebab-case, snake_case and the short forms. */
  private static String spell(String key) {
    return Arrays.stream(key.toLowerCase(Locale.ROOT).split("\\."))
        .map(part -> part.replaceAll("\\[[0-9]*]", ""))
        .map(part -> part.replaceAll("[-_ ]", ""))
        .map(part -> SHORT_FORMS.getOrDefault(part, part))
        .collect(Collectors.joining("."));
  }

  /** The key itself and the key with outer groups left out: {@code a.b.c, a.c, b.c, c}. */
  private static Stream<String> forms(String key) {
    int behind = key.indexOf('.') + 1;
    return behind == 0
        ? Stream.of(key)
        : forms(key.substring(behind)).flatMap(f -> Stream.of(key.substring(0, behind) + f, f));
  }
}
