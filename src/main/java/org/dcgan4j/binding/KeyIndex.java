package org.dcgan4j.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The dotted keys of a record and of the records below it, as they declare them. */
public final class KeyIndex {
  /** What people write for the longer words of our keys. */
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("g", "generator"),
          Map.entry("gen", "generator"),
          Map.entry("d", "discriminator"),
          Map.entry("disc", "discriminator"),
          Map.entry("train", "training"),
          Map.entry("lr", "learningrate"),
          Map.entry("opt", "optimizer"),
          Map.entry("optim", "optimizer"),
          Map.entry("batch", "batchsize"),
          Map.entry("bs", "batchsize"),
          Map.entry("k", "discriminatorsteps"),
          Map.entry("nz", "latentsize"),
          Map.entry("latentdim", "latentsize"),
          Map.entry("base", "preset"));

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
    if (isGroup(key)) {
      return key
          + ": given a value, legal is a group of keys such as "
          + first(anyElement(key) + ".");
    }
    String nearest = nearest(key);
    String help =
        nearest == null
            ? ", legal are the keys of " + groups()
            : "; did you mean \"" + nearest + "\"?";
    return "unknown key " + Quoted.text(key) + help;
  }

  private String first(String group) {
    return all.keySet().stream().filter(key -> key.startsWith(group)).findFirst().orElseThrow();
  }

  private String groups() {
    return all.keySet().stream()
        .map(key -> key.split("\\.")[0])
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String nearest(String key) {
    String spelled = spell(key);
    String nearest = null;
    double least = 0.5;
    for (String known : all.keySet()) {
      for (String form : forms(known)) {
        double difference = NearestName.difference(spelled, spell(form));
        if (difference < least || difference == least && isShorter(known, nearest)) {
          nearest = known;
          least = difference;
        }
      }
    }
    return nearest;
  }

  /** Of keys that are equally near, the shortest leaves the least unsaid. */
  private static boolean isShorter(String key, String nearest) {
    return nearest != null && key.length() < nearest.length();
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
  private static List<String> forms(String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return List.of(key);
    }
    List<String> forms = new ArrayList<>();
    for (String rest : forms(key.substring(dot + 1))) {
      forms.add(key.substring(0, dot + 1) + rest);
      forms.add(rest);
    }
    return forms;
  }
}
