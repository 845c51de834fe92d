package org.dcgan4j.config;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Document;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.InvalidInputException.Problems;
import org.dcgan4j.binding.Node;
import org.dcgan4j.binding.Text;

/**
 * The named configurations. Each is a YAML file beside {@code presets/index.txt}, which lists them;
 * a file that says {@code base: NAME} holds only what differs from that preset.
 */
public final class Presets {
  private Presets() {}

  /** All names, the default first. */
  public static List<String> names() {
    return resource("index.txt").lines().toList();
  }

  /** The preset that is taken when none is named. */
  public static String defaultName() {
    return names().get(0);
  }

  /**
   * @throws InvalidInputException for an unknown name: the nearest, and all that there are
   */
  public static Config load(String name) {
    return ConfigReader.resolve(name, null, Map.of());
  }

  /** The keys of a preset, laid over those of its base. */
  static Node tree(String name, Problems problems) {
    List<String> names = names();
    if (!names.contains(name)) {
      throw InvalidInputException.of(
          "unknown preset %s, legal are %s%s",
          Text.quoted(name), String.join(", ", names), Text.hint(name, names));
    }
    String text = resource(name + ".yaml");
    Node own = Document.group(new YAMLFactory(), text, "preset " + name, problems);
    Node base = own.remove("base");
    Node tree = base == null ? Node.group() : tree((String) base.value(), problems);
    tree.merge(own);
    tree.keys().put("preset", new Node(name, ""));
    return tree;
  }

  private static String resource(String name) {
    return Text.resource(Presets.class, "presets/" + name);
  }
}
