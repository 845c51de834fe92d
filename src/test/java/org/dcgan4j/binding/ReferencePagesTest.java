package org.dcgan4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.ConfigValues;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;

/**
 * The pages of all keys and of the layer language are made from the records: from their ranges,
 * their defaults and what their Javadoc says of each component. {@code mvn test
 * -Dtest=ReferencePagesTest -Ddocs.write=true} writes them anew.
 */
class ReferencePagesTest {
  private static final Path DOCS = Path.of("docs");
  private static final String CHOICE = "which one it is";
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void pageOfAllKeys_shouldBeThatOfTheRecords() throws IOException {
    requireSame("configuration.md", configuration());
  }

  @Test
  void pageOfLayers_shouldBeThatOfTheRecords() throws IOException {
    requireSame("layers.md", layers());
  }

  @Test
  void everyKey_shouldSayWhatItMeans() {
    Map<String, Field> keys = keys();
    assertThat(keys.keySet())
        .containsExactlyInAnyOrderElementsOf(ConfigReader.KEYS.all().keySet())
        .filteredOn(key -> keys.get(key).meaning().isBlank())
        .as("components without a @param in the Javadoc of their record")
        .isEmpty();
  }

  private static void requireSame(String name, String text) throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCS.resolve(name), text);
    }
    assertThat(DOCS.resolve(name))
        .as(
            "docs/%s is stale; write it anew with: mvn test -Dtest=ReferencePagesTest"
                + " -Ddocs.write=true",
            name)
        .hasContent(text);
  }

  /** A key's type, its kind where only one kind has it, and its meaning. */
  private record Field(FieldType type, String kind, String meaning) {}

  private static Map<String, Field> keys() {
    Map<String, Field> keys = new LinkedHashMap<>();
    components("", Config.class, keys);
    return keys;
  }

  private static void components(String prefix, Class<?> record, Map<String, Field> keys) {
    FieldType.Kind kind = record.getAnnotation(FieldType.Kind.class);
    Map<String, String> meanings = meanings(record);
    for (FieldType type : FieldType.of(record)) {
      boolean choice = type.name().equals("type") || type.name().equals(Node.KIND);
      String meaning = meanings.getOrDefault(type.name(), choice ? CHOICE : "");
      Field field = new Field(type, kind == null ? "" : kind.value(), meaning);
      collect(prefix + type.name(), field, keys);
    }
  }

  private static void collect(String key, Field field, Map<String, Field> keys) {
    FieldType type = field.type();
    if (type.isList()) {
      keys.put(key, field);
      FieldType element = type.ofElement();
      if (element.type().isRecord() || element.hasKinds()) {
        collect(key + "[]", new Field(element, field.kind(), field.meaning()), keys);
      }
    } else if (type.type().isRecord()) {
      components(key + ".", type.type(), keys);
    } else if (type.hasKinds()) {
      if (type.bareKind() != null) {
        keys.put(key, field);
      }
      keys.put(key + "." + Node.KIND, new Field(type, "", CHOICE));
      type.kinds()
          .values()
          .forEach(
              kind -> {
                Map<String, Field> own = new LinkedHashMap<>();
                components(key + ".", kind, own);
                own.forEach((name, inner) -> keys.merge(name, inner, ReferencePagesTest::ofBoth));
              });
    } else {
      keys.put(key, field);
    }
  }

  private static Field ofBoth(Field a, Field b) {
    String meaning = a.meaning().isBlank() ? b.meaning() : a.meaning();
    String kinds =
        Stream.of(a.kind(), b.kind())
            .flatMap(kind -> Stream.of(kind.split(", ")))
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return new Field(a.type(), kinds, meaning);
  }

  /** What the Javadoc of a record says of each of its components. */
  private static Map<String, String> meanings(Class<?> record) {
    Class<?> outer = record;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    String source = read(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
    int declared = source.indexOf("record " + record.getSimpleName() + "(");
    int from = source.lastIndexOf("/**", declared);
    String javadoc = source.substring(from, source.indexOf("*/", from));
    Map<String, String> meanings = new LinkedHashMap<>();
    Matcher parameter =
        Pattern.compile("@param (\\w+) (.*?)(?=\n\\s*\\* @|$)", Pattern.DOTALL).matcher(javadoc);
    while (parameter.find()) {
      meanings.put(parameter.group(1), markdown(parameter.group(2)));
    }
    return meanings;
  }

  private static String markdown(String javadoc) {
    return javadoc
        .replaceAll("\n\\s*\\* ?", " ")
        .replaceAll("\\{@(?:code|link)\\s+#?([^}]*)}", "`$1`")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }

  private static String configuration() {
    Map<String, String> defaults =
        ConfigValues.of(ConfigReader.preset(ConfigReader.defaultPreset()));
    StringBuilder page =
        new StringBuilder(
            Text.format(
                """
            # All keys of a configuration

            <!-- Made by ReferencePagesTest from the records of org.dcgan4j.config; do not edit. -->

            A key is given as `--set key=value`, or in a YAML or JSON file for `--config`, where `training.batchSize: 64` and
            `training: {batchSize: 64}` are the same. `--preset` comes first, the file above it, flags above both. An unknown key is an
            error that names the nearest one. `train --dry-run` prints what comes out. A list replaces a list as a whole; lists and
            groups are written in YAML's short form in a flag: `[a, b]`, `{kind: linear, from: 1}`. What a layer is written as, says
            [layers.md](layers.md).

            The default is that of the preset `%s`; a dash is nothing, or a key of another kind.
            """,
                ConfigReader.defaultPreset()));
    String group = "";
    for (Map.Entry<String, Field> entry : keys().entrySet()) {
      String key = entry.getKey();
      String first = key.split("\\.")[0];
      if (!first.equals(group)) {
        group = first;
        page.append("\n## ").append(group);
        page.append("\n\n| key | legal | default | meaning |\n|---|---|---|---|\n");
      }
      page.append(row(key, entry.getValue(), defaults));
    }
    return page.toString();
  }

  private static String row(String key, Field field, Map<String, String> defaults) {
    String value = defaults.get(key);
    if (value == null) {
      value = field.type().isList() && !key.contains("[]") ? "none" : "–";
    } else {
      value = "`" + (value.length() > 40 ? value.substring(0, 37) + "…" : value) + "`";
    }
    String kind = field.kind().isEmpty() ? "" : "(" + field.kind() + ") ";
    boolean choice = field.type().hasKinds() && key.endsWith("." + Node.KIND);
    String legal = choice ? field.type().legalKinds() : field.type().legal();
    String nothing = field.type().nullable() ? ", or nothing" : "";
    return "| `"
        + key
        + "` | "
        + legal
        + nothing
        + " | "
        + value
        + " | "
        + kind
        + field.meaning()
        + " |\n";
  }

  private static String layers() {
    StringBuilder page =
        new StringBuilder(
            """
            # The layer language

            <!-- Made by ReferencePagesTest from the records of org.dcgan4j.layer; do not edit. -->

            A network is a list of layers, each one short text: words in small letters are written as they are, words in capitals
            stand for numbers. In a file a network is a list, in a flag one text with commas between the layers:

            ```sh
            dcgan4j train --set "discriminator.layers=conv 64 k4 s2 p1, leaky-relu 0.2, conv 128 k4 s2 p1, leaky-relu 0.2, dense 1"
            ```

            Shapes are `[N, features]` or `[N, channels, height, width]`; the first layer of the generator sees the latent, the first of
            the discriminator the picture. `k` is the side of the kernel, `s` the stride, `p` the padding on each side: `conv` makes
            `(side + 2 p - k) / s + 1` of a side, `deconv` makes `(side - 1) s + k - 2 p`.

            | layer | numbers | meaning |
            |---|---|---|
            """);
    for (LayerSpec.Kind kind : LayerSpec.kinds()) {
      String numbers =
          kind.ranges().entrySet().stream()
              .map(range -> range.getKey() + ": " + range.getValue())
              .collect(Collectors.joining("; "));
      page.append(Text.format("| `%s` | %s | %s |\n", kind.syntax(), numbers, kind.meaning()));
    }
    page.append("\n## An example\n\nThe generator of the default preset, `");
    page.append(ConfigReader.defaultPreset()).append("`:\n\n```yaml\ngenerator:\n  layers:\n");
    List<LayerSpec> example =
        ConfigReader.preset(ConfigReader.defaultPreset()).generator().layers();
    example.forEach(layer -> page.append("    - ").append(layer).append('\n'));
    return page.append("```\n").toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
