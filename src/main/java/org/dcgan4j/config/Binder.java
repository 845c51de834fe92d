package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Leaf;
import org.dcgan4j.binding.Nullable;
import org.dcgan4j.binding.Problems;
import org.dcgan4j.binding.Quoted;
import org.dcgan4j.binding.Records;
import org.dcgan4j.layer.LayerSpec;

/** Turns dotted keys with texts into the records, leaf by leaf, and collects what does not fit. */
final class Binder {
  private final Map<String, Given> values;
  private final Problems problems;

  Binder(Map<String, Given> values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The configuration, or null when a problem was found. */
  Config bind() {
    Set<String> known = new HashSet<>(Keys.all());
    values.forEach(
        (key, given) -> {
          if (!known.contains(key) && !isEmptyGroup(key, given)) {
            problems.add(() -> given.place() + Keys.unknown(key));
          }
        });
    return (Config) group("", Config.class);
  }

  /** {@code training:} with nothing below it, as in a file where all below is commented out. */
  private static boolean isEmptyGroup(String key, Given given) {
    return given.text() == null && given.items() == null && Keys.isGroup(key);
  }

  private Object group(String prefix, Class<?> type) {
    List<Object> components = new ArrayList<>();
    boolean complete = true;
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      Object value =
          component.getType().isRecord()
              ? group(key + ".", component.getType())
              : leaf(key, Leaf.of(component));
      complete &= value != null || component.isAnnotationPresent(Nullable.class);
      components.add(value);
    }
    return complete ? construct(prefix, type, components) : null;
  }

  private Object construct(String prefix, Class<?> type, List<Object> components) {
    try {
      return Records.construct(type, components);
    } catch (InvalidInputException e) {
      problems.add(prefix.replaceAll("\\.$", ": "), e);
      return null;
    }
  }

  private Object leaf(String key, Leaf leaf) {
    Given given = values.get(key);
    if (given == null) {
      problems.add(() -> key + ": given nothing, legal is " + leaf.legal());
      return null;
    }
    try {
      if (leaf.type() == List.class) {
        return layers(key, leaf, given);
      }
      if (given.items() != null) {
        throw new InvalidInputException("given a list, legal is " + leaf.legal());
      }
      return leaf.read(given.text());
    } catch (InvalidInputException e) {
      problems.add(given.place() + key + ": ", e);
      return null;
    }
  }

  private List<LayerSpec> layers(String key, Leaf leaf, Given given) {
    List<String> items = given.items() != null ? given.items() : split(leaf, given.text());
    if (!leaf.accepts(items)) {
      throw leaf.refusal(items);
    }
    List<LayerSpec> layers = new ArrayList<>();
    for (String item : items) {
      try {
        layers.add(LayerSpec.parse(item));
      } catch (InvalidInputException e) {
        problems.add(given.place() + key + ": ", e);
      }
    }
    return layers.size() == items.size() ? layers : null;
  }

  /** A list in one text: JSON when it begins with a bracket, else separated by commas. */
  private static List<String> split(Leaf leaf, String text) {
    if (text == null) {
      throw leaf.refusal(null);
    }
    if (!text.strip().startsWith("[")) {
      return LayerSpec.split(text);
    }
    try {
      return Arrays.asList(new JsonMapper().readValue(text, String[].class));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "given " + Quoted.text(text) + ", legal is a JSON list of texts", e);
    }
  }
}
