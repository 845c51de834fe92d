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
import org.dcgan4j.binding.Records;
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

  /** Keys of data that say what pictures become. */
  private static final List<String> OF_PICTURES =
      List.of("data.size", "data.fit", "data.colour", "data.flips", "data.pixelRange");

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
    return resolve(name, Node.group(), Map.of(), new Problems());
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
   * @throws InvalidInputException with one line for every problem in any of the three, or if they
   *     name a width and layers that are not of it
   */
  public static Config resolve(
      String presetOrNull, Path fileOrNull, Map<String, String> overrides) {
    Problems problems = new Problems();
    Node given = read(fileOrNull, problems);
    List<String> ofPictures =
        OF_PICTURES.stream()
            .filter(key -> given.get(key) != null || overrides.containsKey(key))
            .toList();
    Config config = resolve(presetOrNull, given, overrides, problems);
    requireOwnLayers(given, config);
    requirePictures(ofPictures, config);
    return config;
  }

  /** A run's own file, with flags above it. Its layers may be those of an older recipe. */
  public static Config ofRun(Path file, Map<String, String> overrides) {
    Problems problems = new Problems();
    return resolve(null, read(file, problems), overrides, problems);
  }

  private static Node read(Path fileOrNull, Problems problems) {
    Node given = Node.group();
    try {
      if (fileOrNull != null) {
        given = Document.read(fileOrNull, problems);
      }
    } catch (InvalidInputException e) {
      problems.add("", e);
    }
    return given;
  }

  /** A width makes layers: what else is written of them is not to be passed over in silence. */
  private static void requireOwnLayers(Node given, Config config) {
    boolean layers = LAYERS.stream().anyMatch(key -> given.get(key) != null);
    if (layers && config.width() > 0 && !config.hasLayersOfWidth()) {
      throw InvalidInputException.of(
          "width: given %d beside layers that are not of that width, legal is 0, or to give none",
          config.width());
    }
    if (!layers
        && given.get("blocks") != null
        && config.width() == 0
        && config.blocks() != Config.Blocks.PLAIN) {
      throw InvalidInputException.of(
          "blocks: given %s, legal with the preset %s, which has layers of its own, is plain, or a"
              + " width beside it",
          config.blocks().word(), config.preset());
    }
  }

  /** Points have no shape of pictures: who asks for one is not to get points without a word. */
  private static void requirePictures(List<String> given, Config config) {
    if (given.isEmpty() || !config.data().set().isDrawn()) {
      return; // before the preset is read once more
    }
    Map<String, Object> asked = Records.written(config.data());
    Map<String, Object> usual = Records.written(preset(config.preset()).data());
    for (String key : given) {
      String name = key.substring(key.indexOf('.') + 1);
      if (!asked.get(name).equals(usual.get(name))) {
        throw InvalidInputException.of(
            "%s: given %s, and %s is of points; legal is to leave it out",
            key, asked.get(name), config.data().set().word());
      }
    }
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
