package org.dcgan4j.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.lang3.math.NumberUtils;
import org.dcgan4j.binding.Node;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;

/** A configuration as dotted keys with their texts, to be kept and compared. */
public final class ConfigValues {
  private static final String SEPARATOR = ", ";

  private ConfigValues() {}

  /** Every key that has a value, in the order of the records; lists are joined by commas. */
  public static Map<String, String> of(Config config) {
    return collect("", Records.written(config), new LinkedHashMap<>());
  }

  /**
   * What differs, a phrase for each key: {@code training.batchSize was 64, is 32}. Keys that one of
   * the two does not have are passed over, because another version made it; but not where it has a
   * number in place of a group, or a group in place of a number.
   *
   * @param was maybe in the keys of an earlier version
   * @param matters which keys to compare
   */
  public static List<String> differences(
      Map<String, String> was, Map<String, String> is, Predicate<String> matters) {
    Node tree = Node.group();
    was.forEach((key, text) -> tree.put(key, new Node(text, "")));
    OldKeys.translate(tree);
    Map<String, String> then = collect("", tree.plain(), new LinkedHashMap<>());
    List<String> differences = new ArrayList<>();
    for (String key : is.keySet().stream().filter(matters).toList()) {
      String before = then.get(key);
      String now = is.get(key);
      if (before != null && !equal(before, now)) {
        differences.add(key + difference(before, now));
      } else if (before == null) {
        then.keySet().stream()
            .filter(other -> other.startsWith(key + ".") || key.startsWith(other + "."))
            .findFirst()
            .map(other -> key + " is " + Text.shown(now) + ", where there was " + other)
            .ifPresent(differences::add);
      }
    }
    return differences;
  }

  /** Numbers by their values: an earlier version may have written another type. */
  private static boolean equal(String before, String now) {
    double number = NumberUtils.toDouble(before, Double.NaN);
    return before.equals(now) || number == NumberUtils.toDouble(now, Double.NaN);
  }

  /** Of two lists, the first item that differs: the whole may be longer than a message. */
  private static String difference(String before, String now) {
    String[] was = before.split(SEPARATOR, -1);
    String[] is = now.split(SEPARATOR, -1);
    if (was.length == 1 && is.length == 1) {
      return " was " + Text.shown(before) + ", is " + Text.shown(now);
    }
    int i = Arrays.mismatch(was, is);
    return Text.format(" had %s as item %d, has %s", item(was, i), i + 1, item(is, i));
  }

  private static String item(String[] items, int i) {
    return Text.shown(i < items.length ? items[i] : null);
  }

  private static Map<String, String> collect(String key, Object value, Map<String, String> values) {
    if (value instanceof Map<?, ?> group) {
      String prefix = key.isEmpty() ? "" : key + ".";
      group.forEach((name, inner) -> collect(prefix + name, inner, values));
    } else if (value instanceof List<?> list) {
      values.put(key, list.stream().map(ConfigValues::item).collect(Collectors.joining(SEPARATOR)));
    } else if (value != null) {
      values.put(key, value.toString());
    }
    return values;
  }

  /** A group's keys in the order of the alphabet, whoever wrote them. */
  private static String item(Object item) {
    return item instanceof Map<?, ?> group ? new TreeMap<>(group).toString() : item.toString();
  }
}
