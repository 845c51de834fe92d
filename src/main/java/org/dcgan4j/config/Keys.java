package org.dcgan4j.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dcgan4j.binding.NearestName;
import org.dcgan4j.binding.Quoted;

/** The dotted keys of the configuration, as the records declare them. */
final class Keys {
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

  private Keys() {}

  /** Every key that takes a value, in the order of the records. */
  static List<String> all() {
    List<String> keys = new ArrayList<>();
    collect("", Config.class, keys);
    return keys;
  }

  private static void collect(String prefix, Class<?> type, List<String> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      if (component.getType().isRecord()) {
        collect(key + ".", component.getType(), keys);
      } else {
        keys.add(key);
      }
    }
  }

  /** Whether the key stands for several: it takes no value itself. */
  static boolean isGroup(String key) {
    return all().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  /** The error for a key that takes no value: it names the nearest one, or what there is. */
  static String unknown(String key) {
    List<String> all = all();
    if (isGroup(key)) {
      return key + ": given a value, legal is a group of keys such as " + first(all, key + ".");
    }
    String nearest = nearest(key, all);
    String help =
        nearest == null
            ? ", legal are the keys of " + groups(all)
            : "; did you mean \"" + nearest + "\"?";
    return "unknown key " + Quoted.text(key) + help;
  }

  private static String first(List<String> all, String group) {
    return all.stream().filter(key -> key.startsWith(group)).findFirst().orElseThrow();
  }

  private static String groups(List<String> all) {
    return all.stream()
        .map(key -> key.split("\\.")[0])
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String nearest(String key, List<String> all) {
    String spelled = spell(key);
    String nearest = null;
    double least = 0.5;
    for (String known : all) {
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
