package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Binder;
import org.dcgan4j.binding.Document;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.InvalidInputException.Problems;
import org.dcgan4j.binding.KeyIndex;
import org.dcgan4j.binding.Node;
import org.dcgan4j.binding.Text;

/**
 * Resolves what a user asked for into one checked configuration. The presets are YAML files beside
 * {@code presets/index.txt}, which lists them; one that says {@code base: NAME} holds only what
 * differs from that preset.
 */
public final class ConfigReader {
  /** Every key of a configuration, in the order of the records. */
  public static final KeyIndex KEYS = new KeyIndex(Config.class);

  /** Who names one of these does not want the preset's others beside it. */
  private static final List<String> LIMITS =
      List.of("training.epochs", "training.steps", "training.minutes");

  /** Who names one of these wants no others. */
  private static final List<String> LAYERS = List.of("generator.layers", "discriminator.layers");

  private ConfigReader() {}

  /** The names of all presets, the default first. */
  public static List<String> presets() {
    return Text.resource(ConfigReader.class, "presets/index.txt").lines().toList();
  }

  /** The preset that is taken when none is named. */
  public static String defaultPreset() {
    return presets().get(0);
  }

  /** One preset; an unknown name is refused with the nearest, and all that there are. */
  public static Config preset(String name) {
    return resolve(name, null, Map.of());
  }

  /**
   * Merges a preset, a file above it and flags above both. Lists replace lists as a whole, and a
   * limit (epochs, steps, minutes) replaces all of the preset's limits.
   *
   * @param presetOrNull wins over a {@code preset} among the overrides or in the file; without any
   *     the default preset is taken
   * @param fileOrNull JSON when its name ends in {@code .json}, else YAML; at most 1 MiB
   * @param overrides dotted keys such as {@code training.batchSize}; a list of layers is separated
   *     by commas, and lists and groups are written in YAML's short form, {@code [a, b]} and {@code
   *     {a: 1}}
   * @throws InvalidInputException with one line for every problem in any of the three
   */
  public static Config resolve(
      String presetOrNull, Path fileOrNull, Map<String, String> overrides) {
    Problems problems = new Problems();
    Node given = Node.group();
    try {
      if (fileOrNull != null) {
        given = Document.read(fileOrNull, problems);
      }
    } catch (InvalidInputException e) {
      problems.add("", e);
    }
    return resolve(presetOrNull, given, overrides, problems);
  }

  /** Reads what {@link Config#json} gave. */
  public static Config parse(String json) {
    Problems problems = new Problems();
    Node given = Document.group(new JsonFactory(), json, "config.json", problems);
    return resolve(null, given, Map.of(), problems);
  }

  private static Config resolve(
      String presetOrNull, Node given, Map<String, String> overrides, Problems problems) {
    Node flags = flags(overrides, problems);
    OldKeys.forget(flags, given);
    OldKeys.keepSchedules(flags, given);
    given.merge(flags);
    Node preset = given.remove("preset");
    if (presetOrNull != null) {
      preset = new Node(presetOrNull, "");
    }
    Node tree = chosen(preset, problems);
    if (LIMITS.stream().anyMatch(key -> given.get(key) != null)) {
      LIMITS.forEach(tree::remove);
      LIMITS.forEach(key -> tree.put(key, new Node("0", "")));
    }
    if (LAYERS.stream().anyMatch(key -> given.get(key) != null)) {
      tree.keys().put("width", new Node("0", ""));
    }
    OldKeys.keepSchedules(given, tree);
    OldKeys.keepAbsent(given, tree);
    tree.merge(given);
    OldKeys.translate(tree);
    Config config = new Binder(KEYS, problems).bind(Config.class, tree);
    problems.throwIfAny();
    return config;
  }

  private static Node flags(Map<String, String> overrides, Problems problems) {
    Node flags = Node.group();
    for (Map.Entry<String, String> flag : overrides.entrySet()) {
      try {
        String text = flag.getValue();
        boolean group = text.strip().startsWith("{") && KEYS.isGroup(flag.getKey());
        Node one = Node.group();
        one.put(flag.getKey(), group ? Document.value(text, problems) : new Node(text, ""));
        flags.merge(one);
      } catch (InvalidInputException e) {
        problems.add(flag.getKey() + ": ", e);
      }
    }
    return flags;
  }

  /** The named preset; the default one when that name is wrong, to go on checking. */
  private static Node chosen(Node named, Problems problems) {
    try {
      if (named != null && named.value() instanceof String name) {
        return tree(name, problems);
      }
      if (named != null && named.value() != null) {
        problems.add(
            () -> named.place() + "preset: given " + named.shape() + ", legal is the name of one");
      }
    } catch (InvalidInputException e) {
      problems.add(named.place(), e);
    }
    return tree(defaultPreset(), problems);
  }

  /** The keys of a preset, laid over those of its base. */
  private static Node tree(String name, Problems problems) {
    List<String> names = presets();
    if (!names.contains(name)) {
      throw InvalidInputException.of(
          "unknown preset %s, legal are %s%s",
          Text.quoted(name), String.join(", ", names), Text.hint(name, names));
    }
    String text = Text.resource(ConfigReader.class, "presets/" + name + ".yaml");
    Node own = Document.group(new YAMLFactory(), text, "preset " + name, problems);
    Node base = own.remove("base");
    Node tree = base == null ? Node.group() : tree((String) base.value(), problems);
    tree.merge(own);
    tree.keys().put("preset", new Node(name, ""));
    return tree;
  }
}
