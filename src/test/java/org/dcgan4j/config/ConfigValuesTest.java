package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigValuesTest {
  private static final Path FOLDER = Path.of("src/test/resources/config/before-kinds");

  @Test
  void changeBetweenANumberAndASchedule_shouldBeADifference() {
    Config plain = ConfigReader.preset("plain-dcgan");
    Config falling =
        ConfigReader.resolve(
            "plain-dcgan",
            null,
            Map.of("generator.optimizer.learningRate", "{kind: linear, from: 0.0002}"));

    assertThat(differences(plain, falling)).isNotEmpty();
    assertThat(differences(falling, plain))
        .containsExactly(
            "generator.optimizer.learningRate is 2.0E-4, where there was"
                + " generator.optimizer.learningRate.kind");
  }

  @Test
  void penaltyThatWasAdded_shouldBeADifference() {
    Config without = ConfigReader.resolve(null, null, Map.of("discriminator.penalties", ""));

    assertThat(differences(without, ConfigReader.preset(ConfigReader.defaultPreset()))).hasSize(1);
    assertThat(differences(ConfigReader.preset(ConfigReader.defaultPreset()), without)).hasSize(1);
  }

  private static final List<String> NAMES =
      ConfigReader.presets().stream()
          .filter(name -> Files.exists(FOLDER.resolve(name + ".json")))
          .toList();

  /** What an older checkpoint kept is compared in the keys of today. */
  @Test
  void olderKeys_shouldBeComparedToo() throws IOException {
    for (String name : NAMES) {
      Map<String, String> kept = older(name);
      Config read = ConfigReader.resolve(null, FOLDER.resolve(name + ".json"), Map.of());
      assertThat(differences(kept, read)).as(name).isEmpty();
    }
    String name = ConfigReader.defaultPreset();
    Map<String, String> kept = older(name);
    kept.put("discriminator.penalty.r1", "2.0");
    Config read = ConfigReader.resolve(null, FOLDER.resolve(name + ".json"), Map.of());
    assertThat(differences(kept, read))
        .singleElement()
        .asString()
        .startsWith("discriminator.penalties ");
  }

  /** Also where a schedule stood beside the rate. */
  @Test
  void olderRateThatWasEdited_shouldBeADifference() throws IOException {
    for (String name : NAMES) {
      Config read = ConfigReader.resolve(null, FOLDER.resolve(name + ".json"), Map.of());
      for (String network : List.of("generator", "discriminator", "pretraining")) {
        Map<String, String> kept = older(name);
        kept.put(network + ".optimizer.learningRate", "0.25");
        assertThat(differences(kept, read)).as(name + "." + network).hasSize(1);
      }
    }
  }

  private static Map<String, String> older(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    Map<String, String> kept = new TreeMap<>();
    flatten("", new JsonMapper().readTree(file.toFile()), kept);
    return kept;
  }

  private static void flatten(String key, JsonNode node, Map<String, String> kept) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e -> flatten((key + "." + e.getKey()).replaceAll("^\\.", ""), e.getValue(), kept));
    } else if (node.isArray()) {
      kept.put(key, String.join(", ", new JsonMapper().convertValue(node, String[].class)));
    } else if (!node.isNull()) {
      kept.put(key, node.asText());
    }
  }

  private static List<String> differences(Config then, Config now) {
    return differences(ConfigValues.of(then), now);
  }

  private static List<String> differences(Map<String, String> then, Config now) {
    return ConfigValues.differences(then, ConfigValues.of(now), key -> true);
  }
}
