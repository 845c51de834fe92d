package org.dcgan4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** A configuration as dotted keys with their texts, to be kept and compared. */
public final class ConfigValues {
  private ConfigValues() {}

  /** Every key that has a value, in the order of the records; lists are joined by commas. */
  public static Map<String, String> of(Config config) {
    Map<String, String> values = new LinkedHashMap<>();
    collect("", new JsonMapper().valueToTree(config), values);
    return values;
  }

  private static void collect(String key, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(e -> collect(prefix + e.getKey(), e.getValue(), values));
    } else if (node.isArray()) {
      StringJoiner items = new StringJoiner(", ");
      node.forEach(item -> items.add(item.asText()));
      values.put(key, items.toString());
    } else if (!node.isNull()) {
      values.put(key, node.asText());
    }
  }
}
