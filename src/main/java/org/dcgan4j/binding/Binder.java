package org.dcgan4j.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException.Problems;

/**
 * Turns a tree into records. An unknown key is an error, and so is a value that is missing or out
 * of its range; all problems of a tree are found together.
 */
public record Binder(KeyIndex index, Problems problems) {

  /** Null when a problem was found; the index is that of the type. */
  public <T extends Record> T bind(Class<T> type, Node tree) {
    return type.cast(group("", type, tree.keys()));
  }

  /** The prefix is the group's own key with a dot; empty for the root. */
  private Object group(String prefix, Class<?> record, Map<String, Node> keys) {
    List<FieldType> components = FieldType.of(record);
    Map<String, Node> unknown = new LinkedHashMap<>(keys);
    components.forEach(component -> unknown.remove(component.name()));
    unknown.forEach((name, node) -> unknown(prefix + name, node, record));
    List<Object> values = new ArrayList<>();
    boolean complete = true;
    for (FieldType component : components) {
      Object value = value(prefix + component.name(), component, keys.get(component.name()));
      complete &= value != null || component.nullable();
      values.add(value);
    }
    return complete ? construct(prefix.replaceAll("\\.$", ": "), record, values) : null;
  }

  private void unknown(String key, Node node, Class<?> record) {
    if (node.weak()) {
      return;
    }
    FieldType.Kind kind = record.getAnnotation(FieldType.Kind.class);
    if (kind != null && index.has(key)) {
      List<String> names = FieldType.of(record).stream().map(FieldType::name).toList();
      String legal = names.isEmpty() ? "no keys" : String.join(", ", names);
      problems.add(
          () -> node.place() + key + ": not a key of " + kind.value() + ", legal are " + legal);
    } else {
      node.leaves(key, (path, leaf) -> problems.add(() -> leaf.place() + index.unknown(path)));
    }
  }

  private Object construct(String prefix, Class<?> type, List<Object> values) {
    try {
      return Records.construct(type, values);
    } catch (InvalidInputException e) {
      problems.add(prefix, e);
      return null;
    }
  }

  /** The value of one component; null for none, and for one with a problem. */
  private Object value(String key, FieldType type, Node given) {
    boolean none = given == null && type.otherwise() == null;
    if (none && !type.nullable()) {
      problems.add(() -> key + ": given nothing, legal is " + type.legal());
    }
    Node node = given == null ? new Node(type.otherwise(), "") : given;
    try {
      return none ? null : read(key, type, node);
    } catch (InvalidInputException e) {
      problems.add(node.place() + key + ": ", e);
      return null;
    }
  }

  private Object read(String key, FieldType type, Node node) {
    if (node.value() == null && type.nullable()) {
      return null;
    }
    if (type.isList()) {
      return list(key, type, node);
    }
    if (type.hasKinds()) {
      return kind(key, type, inShort(node));
    }
    boolean record = type.type().isRecord();
    Node group = record ? inShort(node) : node;
    if (record && group.isGroup()) {
      return group(key + ".", type.type(), group.keys());
    }
    if (record || node.isGroup() && !node.keys().isEmpty()) {
      node.leaves(key, (path, leaf) -> problems.add(() -> leaf.place() + index.unknown(path)));
      return null;
    }
    return type.read(text(type, node));
  }

  private static String text(FieldType type, Node node) {
    if (node.value() == null || node.value() instanceof String) {
      return (String) node.value();
    }
    throw new InvalidInputException("given " + node.shape() + ", legal is " + type.legal());
  }

  private Object kind(String key, FieldType type, Node node) {
    if (!node.isGroup()) {
      String text = text(type, node);
      if (type.bareKind() == null) {
        throw type.refusal(text);
      }
      return construct(key + ": ", type.bareKind(), Arrays.asList(type.bare().read(text)));
    }
    Map<String, Node> keys = new LinkedHashMap<>(node.keys());
    Node chosen = keys.remove(Node.KIND);
    Object given = chosen == null ? null : chosen.value();
    Map<String, Class<?>> kinds = type.kinds();
    if (kinds.containsKey(given)) {
      return group(key + ".", kinds.get(given), keys);
    }
    boolean word = given instanceof String;
    String shown = word || given == null ? Text.shown(given) : chosen.shape();
    String hint = word ? Text.hint((String) given, kinds.keySet()) : "";
    String problem = ": given " + shown + ", legal is " + type.legalKinds() + hint;
    String place = (chosen == null ? node : chosen).place();
    problems.add(() -> place + key + "." + Node.KIND + problem);
    return null;
  }

  private List<Object> list(String key, FieldType type, Node node) {
    List<Node> items = items(type, node);
    if (!type.accepts(items)) {
      throw type.refusal(items);
    }
    FieldType element = type.ofElement();
    boolean groups = element.hasKinds() || element.type().isRecord();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = value(groups ? key + "[" + i + "]" : key, element, items.get(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == items.size() ? values : null;
  }

  /** A list in one text: YAML's short form when it begins with a bracket, else by commas. */
  private static List<Node> items(FieldType type, Node node) {
    if (node.value() instanceof List) {
      return node.items();
    }
    String text = text(type, node);
    if (text == null) {
      throw type.refusal(null);
    }
    if (text.isBlank()) {
      return List.of();
    }
    if (!text.strip().startsWith("[")) {
      return split(text).stream().map(item -> new Node(item, node.place())).toList();
    }
    try {
      return Document.value(text, new Problems()).items();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "given " + Text.quoted(text) + ", legal is a JSON list of texts", e);
    }
  }

  /** The parts of a text between its commas, of those that stand in no bracket. */
  public static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (i == text.length() || c == ',' && depth <= 0) {
        items.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    return items;
  }

  /** A group that was written as one text, as a flag gives it. */
  private Node inShort(Node node) {
    return node.value() instanceof String text && text.strip().startsWith("{")
        ? Document.value(text, problems)
        : node;
  }
}
