package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcgan4j.config.Refusals.messageOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ConfigFileTest {
  @TempDir Path folder;

  static Stream<Arguments> refused() {
    String anchors = ": YAML anchors and aliases are not read";
    String tags = ": YAML tags are not read";
    return Stream.of(
        of(
            "json",
            "{\"tick\":\n {\"every\": 5,}}",
            ", line 2, column 14: not JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start field name"),
        of(
            "json",
            "{\"tick\":{",
            ", line 1, column 10: not JSON: Unexpected end-of-input: expected close marker for Object"),
        of(
            "json",
            "{\"tick\":{\"every\": NaN}}",
            ", line 1, column 22: not JSON: Non-standard token 'NaN'"),
        of("json", "{} {}", ", line 1, column 4: given a second document, legal is one"),
        of("json", "[1]", ", line 1, column 1: given a list, legal is a group of keys"),
        of("json", "5", ", line 1, column 1: given a single value, legal is a group of keys"),
        of("json", " ", ": empty, legal is one JSON object"),
        of("json", "null", ", line 1, column 1: given null, legal is a group of keys"),
        of(
            "json",
            "{\"tick\":{\"every\":1,\n\"every\":2}}",
            ", line 2, column 1: \"tick.every\" is given twice"),
        of(
            "json",
            "{\"tick\":{\"every\":1},\"tick.every\":2}",
            ", line 1, column 21: \"tick.every\" is given twice"),
        of(
            "yaml",
            "tick:\n  every: 5\n  every: 6\n",
            ", line 3, column 3: \"tick.every\" is given twice"),
        of(
            "yaml",
            "a: b: c\n",
            ", line 1, column 5: not YAML: mapping values are not allowed here"),
        of(
            "yaml",
            "? [a, b]\n: 5\n",
            ", line 1, column 4: not YAML: Expected a field name (Scalar value in YAML)"),
        of(
            "yaml",
            "tick: {every: 5}\n---\ntick: {every: 6}\n",
            ", line 3, column 1: given a second document, legal is one"),
        of(
            "yaml",
            "generator:\n  layers: [dense 1, [a]]\n",
            ", line 2, column 21: given a list inside a list, legal are single values"),
        of("yaml", "tick: {every: *x}\n", ", line 1, column 15" + anchors),
        of(
            "yaml",
            "checkpoint: {every: &x 3}\ntick: {every: *x}\n",
            ", line 2, column 15" + anchors),
        of("yaml", "tick: &x {every: 3}\n", ", line 1, column 7" + anchors),
        of("yaml", "&x tick: {every: 3}\n", ", line 1, column 1" + anchors),
        of("yaml", "tick: !!javax.script.ScriptEngineManager [1]\n", ", line 1, column 7" + tags),
        of("yaml", "tick: {every: !!str 5}\n", ", line 1, column 15" + tags),
        of("yaml", "!!java.net.URL {tick: {every: 5}}\n", ", line 1, column 1" + tags));
  }

  private static Arguments of(String ending, String text, String problem) {
    return Arguments.of(ending, text, problem);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void document_shouldBeRefusedInOneLineWithItsPlace(String ending, String text, String problem)
      throws Exception {
    Path file = Files.writeString(folder.resolve("run." + ending), text);
    assertThat(messageOf(() -> resolve(file))).isEqualTo(file + problem);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("json", "{\"a\":".repeat(200_000), "nested deeper than 8 groups"),
        Arguments.of("yaml", "{a: ".repeat(200_000), "nested deeper than 8 groups"),
        Arguments.of("yaml", "[".repeat(1_000_000), "given a list"),
        Arguments.of("yaml", "- ".repeat(500_000), "given a list"),
        Arguments.of("yaml", "? ".repeat(500_000), "not YAML: Expected a field name"),
        Arguments.of("json", "{\"tick\":{\"every\":" + "1".repeat(9000) + "}}", "not JSON: Number"),
        Arguments.of("json", "{\"" + "k".repeat(60_000) + "\":1}", "not JSON: Name length"),
        Arguments.of("yaml", "k".repeat(900) + ": 1\n", "unknown key \"kkk"),
        Arguments.of(
            "yaml", "data: {set: " + "x".repeat(900_000) + "}\n", "data.set: given \"xxx"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileDocument_shouldBeRefusedQuicklyInOneShortLine(
      String ending, String text, String problem) throws Exception {
    Path file = Files.writeString(folder.resolve("run." + ending), text);
    assertThat(messageOf(() -> resolve(file)))
        .startsWith(file + ", line 1, column ")
        .contains(problem)
        .hasLineCount(1)
        .hasSizeLessThan(400)
        .doesNotContain("snakeyaml", "StreamRead", "jackson");
  }

  @Test
  void manyProblems_shouldBeCutShort() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append('k').append(i).append(": 1\n");
    }
    Path file = Files.writeString(folder.resolve("run.yaml"), text);
    assertThat(messageOf(() -> resolve(file)))
        .startsWith(file + ", line 1, column 1: unknown key \"k0\"")
        .endsWith("\nand 49980 more problems")
        .hasLineCount(21);
  }

  @Test
  void largeFile_shouldBeRefused() throws Exception {
    Path file = Files.write(folder.resolve("run.yaml"), new byte[(1 << 20) + 1]);
    assertThat(messageOf(() -> resolve(file)))
        .isEqualTo(file + ": more than 1048576 bytes, legal is at most that");
  }

  @Test
  void bytesThatAreNoText_shouldBeRefusedAtTheirPlace() throws Exception {
    Path file = Files.write(folder.resolve("run.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertThat(messageOf(() -> resolve(file))).isEqualTo(file + ": not UTF-8 text at byte 2");
  }

  @Test
  void whatIsNoFile_shouldBeRefused() {
    Path absent = folder.resolve("absent.json");
    assertThat(messageOf(() -> resolve(folder)))
        .isEqualTo(folder + ": not a file, legal is a JSON or YAML file");
    assertThat(messageOf(() -> resolve(absent))).isEqualTo(absent + ": no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tick: {every: 7}", "\uFEFFtick:\n  every: 7\n", "tick.every: \"7\"\n"})
  void yaml_shouldBeReadInEveryUsualSpelling(String text) throws Exception {
    Path file = Files.write(folder.resolve("run.yml"), text.getBytes(StandardCharsets.UTF_8));
    assertThat(resolve(file).tick().every()).isEqualTo(7);
  }

  @Test
  void yamlNumbers_shouldBeReadAsTheyAreWritten() throws Exception {
    String text = "generator: {optimizer: {learningRate: 2e-5}}\ntick: {every: 010}\n";
    Path file = Files.writeString(folder.resolve("run.yaml"), text);
    assertThat(resolve(file).generator().optimizer().learningRate().at(0, 1)).isEqualTo(2e-5);
    assertThat(resolve(file).tick().every()).isEqualTo(10);
  }

  @Test
  void yamlWithCommentsOnly_shouldChangeNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("run.yaml"), "# nothing yet\n");
    assertThat(resolve(file)).isEqualTo(ConfigReader.preset("notmnist-dcgan"));
  }

  private static Config resolve(Path file) {
    return ConfigReader.resolve(null, file, Map.of());
  }
}
