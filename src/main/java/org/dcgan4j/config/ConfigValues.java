package org.dcgan4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.dcgan4j.binding.Quoted;

/** A configuration as dotted keys with their texts, to be kept and compared. */
public final class ConfigValues {
  private static final String SEPARATOR = ", ";

  private ConfigValues() {}

  /** Every key that has a value, in the order of the records; lists are joined by commas. */
  public static Map<String, String> of(Config config) {
    Map<String, String> values = new LinkedHashMap<>();
    collect("", new JsonMapper().valueToTree(config), values);
    return values;
  }

  /**
   * What differs, a phrase for each key: {@code training.batchSize was 64, is 32}. Keys that one of
   * the two does not have are passed over: another version made it.
   *
   * @param matters which keys to compare
   */
  public static List<String> differences(
      Map<String, String> was, Map<String, String> is, Predicate<String> matters) {
    List<String> differences = new ArrayList<>();
    is.forEach(
        (key, now) -> {
          String before = was.get(key);
          if (matters.test(key) && before != null && !before.equals(now)) {
            differences.add(key + difference(before, now));
          }
        });
    return differences;
  }

  /** Of two lists, the first item that differs: the whole may be longer than a message. */
  private static String difference(String before, String now) {
    String[] was = before.split(SEPARATOR, -1);
    String[] is = now.split(SEPARATOR, -1);
    if (was.length == 1 && is.length == 1) {
      return " was " + Quoted.value(before) + ", is " + Quoted.value(now);
    }
    int i = Arrays.mismatch(was, is);
    return " had %s as item %d, has %s".formatted(item(was, i), i + 1, item(is, i));
  }

  private static String item(String[] items, int i) {
    return i < items.length ? Quoted.value(items[i]) : "nothing";
  }

  private static void collect(String key, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(e -> collect(prefix + e.getKey(), e.getValue(), values));
    } else if (node.isArray()) {
      StringJoiner items = new StringJoiner(SEPARATOR);
      node.forEach(item -> items.add(item.asText()));
      values.put(key, items.toString());
    } else if (!node.isNull()) {
      values.put(key, node.asText());
    }
  }
}
