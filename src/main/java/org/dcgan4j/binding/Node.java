package org.dcgan4j.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * One value of a document and where it stands: a text, nothing, a list, or a group of keys. What a
 * number is says the record that it is bound to, so that a message shows what was written.
 *
 * @param value a {@code String}, null, a {@code List<Node>} or a {@code Map<String, Node>}
 * @param place the beginning of a message, for example {@code run.yaml, line 3, column 5: }; empty
 *     for a flag
 * @param weak whether it came from below a change of the kind, and is let go where the new kind has
 *     no such key
 */
public record Node(Object value, String place, boolean weak) {
  /** The key that chooses among the records of a sealed interface. */
  static final String KIND = "kind";

  static final int DEEPEST = 8;

  public Node(Object value, String place) {
    this(value, place, false);
  }

  /** A group with nothing in it yet. */
  public static Node group() {
    return new Node(new LinkedHashMap<String, Node>(), "");
  }

  public boolean isGroup() {
    return value instanceof Map;
  }

  /** The keys of a group, to be changed. */
  @SuppressWarnings("unchecked")
  public Map<String, Node> keys() {
    return (Map<String, Node>) value;
  }

  @SuppressWarnings("unchecked")
  List<Node> items() {
    return (List<Node>) value;
  }

  /** What it is, in the words of a message. */
  public String shape() {
    return isGroup() ? "a group" : value instanceof List ? "a list" : "a single value";
  }

  /** What stands at a dotted key, or null. */
  public Node get(String key) {
    Node node = this;
    for (String name : names(key)) {
      node = node != null && node.isGroup() ? node.keys().get(name) : null;
    }
    return node;
  }

  /** Takes away and returns what stands at a dotted key; null for nothing. */
  public Node remove(String key) {
    int dot = key.lastIndexOf('.');
    Node owner = dot < 0 ? this : get(key.substring(0, dot));
    return owner != null && owner.isGroup() ? owner.keys().remove(key.substring(dot + 1)) : null;
  }

  /** Puts a value at a dotted key, or answers false where there is one already. */
  public boolean put(String key, Node node) {
    String[] names = names(key);
    Node owner = this;
    for (int i = 0; i < names.length - 1; i++) {
      owner = owner.keys().computeIfAbsent(names[i], name -> group());
      if (!owner.isGroup()) {
        return false;
      }
    }
    return owner.keys().putIfAbsent(names[names.length - 1], node) == null;
  }

  /**
   * Lays another group over this one: key by key, and lists as a whole. A group with nothing below
   * it, as where all is commented out, changes nothing. Another kind takes over what it has too; a
   * single value above a number that changes is what that begins with.
   */
  public void merge(Node above) {
    Node kind = above.keys().get(KIND);
    Node before = keys().get(KIND);
    if (kind != null && before != null && !Objects.equals(kind.value, before.value)) {
      keys().replaceAll((key, node) -> new Node(node.value, node.place, true));
    }
    for (Map.Entry<String, Node> entry : above.keys().entrySet()) {
      Node below = keys().get(entry.getKey());
      Node node = entry.getValue();
      if (below == null || !below.isGroup() || !node.isGroup() && node.value != null) {
        keys().put(entry.getKey(), node);
      } else if (node.isGroup()) {
        below.merge(node);
      }
    }
  }

  /** The same in maps, lists and texts. */
  public Object plain() {
    if (isGroup()) {
      Map<String, Object> group = new LinkedHashMap<>();
      keys().forEach((key, node) -> group.put(key, node.plain()));
      return group;
    }
    return value instanceof List ? items().stream().map(Node::plain).toList() : value;
  }

  /** Every value below that is no group, with its dotted key; an empty group counts as a value. */
  void leaves(String key, BiConsumer<String, Node> action) {
    if (!isGroup() || keys().isEmpty()) {
      action.accept(key, this);
    } else {
      keys().forEach((name, node) -> node.leaves(key + "." + name, action));
    }
  }

  /** A key that is deeper than any record is one name, which nobody knows. */
  private static String[] names(String key) {
    String[] names = key.split("\\.", -1);
    return names.length > DEEPEST ? new String[] {key} : names;
  }
}
