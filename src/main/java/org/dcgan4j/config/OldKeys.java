package org.dcgan4j.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.lang3.math.NumberUtils;
import org.dcgan4j.binding.Node;

/**
 * What keys of earlier versions are now. They counted updates where a {@link Schedule} counts
 * images; the numbers that a training uses are the same to the last bit.
 */
final class OldKeys {
  private static final String KIND = "kind";
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "adam", Set.of("beta1", "beta2", "epsilon"), "momentum", Set.of("momentum", "nesterov"));

  private OldKeys() {}

  /** Translates all old keys of a merged tree in place; a key that is none stays as it is. */
  static void translate(Node tree) {
    for (String network : List.of("generator", "discriminator", "pretraining")) {
      String batch = network.equals("pretraining") ? network : "training";
      optimizer(tree.get(network + ".optimizer"), number(tree.get(batch + ".batchSize"), 1));
    }
    noise(tree.get("training.augmentation"));
    penalty(tree.get("discriminator"));
  }

  /** What is said above by today's keys holds, whatever an old key below says of the same. */
  static void forget(Node above, Node below) {
    if (above.get("discriminator.penalties") != null) {
      below.remove("discriminator.penalty");
    }
    if (isGroup(above.get("training.augmentation.noise"))) {
      below.remove("training.augmentation.noiseImages");
    }
    for (String network : List.of("generator", "discriminator", "pretraining")) {
      if (above.get(network + ".optimizer.kind") != null) {
        below.remove(network + ".optimizer.type");
      }
      if (isGroup(above.get(network + ".optimizer.learningRate"))) {
        below.remove(network + ".optimizer.schedule");
      }
    }
  }

  private static boolean isGroup(Node node) {
    return node != null && node.isGroup();
  }

  /**
   * A plain number above a learning rate that changes is what that begins with, as it was when the
   * schedule had keys of its own.
   */
  static void keepSchedules(Node above, Node below) {
    for (String network : List.of("generator", "discriminator", "pretraining")) {
      String key = network + ".optimizer.learningRate";
      Node number = above.get(key);
      if (below.get(key + ".from") != null && !Double.isNaN(number(number, Double.NaN))) {
        above.remove(key);
        above.put(key + ".from", number);
      }
    }
  }

  /**
   * The configuration of a run has all keys that its build knew. A key that came later is what
   * trains as before it, which is the default of its record, whatever a preset says today; and
   * pictures were grey and of their own size before they had a colour.
   */
  static void keepAbsent(Node given, Node preset) {
    boolean whole =
        Stream.of("data.set", "generator.layers", "checkpoint.keep", "tick.every")
            .allMatch(key -> given.get(key) != null);
    if (!whole) {
      return;
    }
    if (given.get("data.colour") == null) {
      given.put("data.colour", text("grey"));
      given.put("data.size", text("0"));
    }
    ConfigReader.KEYS.all().entrySet().stream()
        .filter(key -> key.getValue().otherwise() != null && given.get(key.getKey()) == null)
        .forEach(key -> preset.remove(key.getKey()));
  }

  private static void optimizer(Node optimizer, double batch) {
    if (!isGroup(optimizer)) {
      return;
    }
    Node type = optimizer.remove("type");
    if (type != null) {
      optimizer.keys().put(KIND, type);
      Map<String, Set<String>> others = new HashMap<>(OWN);
      others.remove(type.value());
      others.values().forEach(optimizer.keys().keySet()::removeAll);
    }
    Node schedule = optimizer.get("schedule");
    Node rate = optimizer.get("learningRate");
    if (isGroup(schedule) && rate != null) {
      optimizer.keys().put("learningRate", rate(rate, schedule, batch));
      schedule.keys().keySet().removeAll(Set.of(KIND, "every", "factor", "decay", "end", "over"));
      if (schedule.keys().isEmpty()) {
        optimizer.remove("schedule");
      }
    }
  }

  /** A learning rate with the schedule that stood beside it. */
  private static Node rate(Node rate, Node old, double batch) {
    Node from = rate.isGroup() ? rate.get("from") : rate;
    Node kind = old.get(KIND) == null ? rate.get(KIND) : old.get(KIND);
    Object word = kind == null || kind.value() == null ? "constant" : kind.value();
    if (word.equals("constant") || from == null) {
      return from == null ? rate : from;
    }
    Map<String, Node> keys = new LinkedHashMap<>();
    keys.put(KIND, word.equals("staircase") ? text("steps") : kind);
    keys.put("from", from);
    Node was = rate.get(KIND);
    boolean same = was != null && keys.get(KIND).value().equals(was.value());
    Map<String, Node> before = same ? rate.keys() : Map.of();
    if (word.equals("linear") || word.equals("cosine")) {
      put(keys, "end", old, 1, before.get("end"));
      put(keys, "over", old, batch, before.get("over"));
    } else if (word.equals("inverse-time")) {
      put(keys, "decay", old, 1, before.getOrDefault("decay", text("0")));
      boolean kept = old.get("decay") == null && before.get("every") != null;
      keys.put("every", kept ? before.get("every") : text(batch));
    } else if (keys.get(KIND).value().equals("steps")) {
      put(keys, "factor", old, 1, before.getOrDefault("factor", text("0.5")));
      put(keys, "every", old, batch, before.getOrDefault("every", text(1000 * batch)));
    }
    return new Node(keys, rate.place());
  }

  private static void put(
      Map<String, Node> keys, String key, Node old, double times, Node otherwise) {
    Node given = old.get(key);
    double value = number(given, Double.NaN) * times;
    Node node = given == null ? otherwise : Double.isNaN(value) ? given : text(value);
    if (node != null) {
      keys.put(key, node);
    }
  }

  private static void noise(Node augmentation) {
    Node images = augmentation == null ? null : augmentation.remove("noiseImages");
    Node noise = images == null ? null : augmentation.get("noise");
    if (noise == null) {
      return;
    }
    Node from = noise.isGroup() ? noise.get("from") : noise;
    Map<String, Node> line = new LinkedHashMap<>();
    line.put(KIND, text("linear"));
    line.put("from", from);
    line.put("over", images);
    boolean falls = number(images, 1) != 0;
    augmentation.keys().put("noise", falls ? new Node(line, images.place()) : from);
  }

  private static void penalty(Node discriminator) {
    Node old = discriminator == null ? null : discriminator.get("penalty");
    if (!isGroup(old)) {
      return;
    }
    discriminator.remove("penalty");
    Map<String, Node> keys = new LinkedHashMap<>();
    Node now = discriminator.get("penalties");
    if (now != null && now.value() instanceof List<?> list && !list.isEmpty()) {
      // An old key above a list of today's: it means the penalty on reals, which is the first.
      keys.putAll(((Node) list.get(0)).keys());
    }
    keys.put("on", text("reals"));
    old.keys().forEach((key, node) -> keys.put(key.equals("r1") ? "weight" : key, node));
    boolean none = keys.get("weight") == null || number(keys.get("weight"), 1) == 0;
    List<Node> list = none ? List.of() : List.of(new Node(keys, old.place()));
    discriminator.keys().put("penalties", new Node(list, old.place()));
  }

  private static Node text(Object value) {
    return new Node(value.toString(), "");
  }

  /** What a text says; where it is no number, binding it will say so. */
  private static double number(Node node, double otherwise) {
    return node != null && node.value() instanceof String text
        ? NumberUtils.toDouble(text.strip(), otherwise)
        : otherwise;
  }
}
