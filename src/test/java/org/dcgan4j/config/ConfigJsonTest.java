package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.config.TrainingConfig.LossKind;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigJsonTest {
  @TempDir Path folder;

  @Test
  void everyPreset_shouldBeReadBackEqual() throws Exception {
    for (String name : ConfigReader.presets()) {
      Path file = folder.resolve("config.json");
      Files.writeString(file, ConfigReader.preset(name).json());
      assertThat(ConfigReader.resolve(null, file, Map.of())).isEqualTo(ConfigReader.preset(name));
    }
  }

  /**
   * As they were written before optimisers, schedules and penalties had keys of their own: what has
   * a key since then is as it was, whatever the preset says today.
   */
  @Test
  void olderConfigJson_shouldBeReadAsThePresetWas() {
    Path older = Path.of("src/test/resources/config/before-kinds");
    List<String> names =
        ConfigReader.presets().stream()
            .filter(name -> Files.exists(older.resolve(name + ".json")))
            .toList();
    assertThat(names)
        .hasSize(9)
        .allSatisfy(
            name ->
                assertThat(ConfigReader.resolve(null, older.resolve(name + ".json"), Map.of()))
                    .isEqualTo(
                        name.equals("gaussian-1d")
                            ? gaussianAsItWas()
                            : withoutLaterKeys(
                                Records.with(
                                    ConfigReader.preset(name),
                                    Map.of(
                                        "width", 0, "data.size", 0, "data.colour", Colour.GREY)))));
  }

  private static final OptimizerConfig ADAM =
      new OptimizerConfig.Adam(
          new Schedule.InverseTime(0.0015, 1.667e-4, 16), 0.5, Schedule.of(0.999), 1e-8, 0, 0, 0);

  /** Of the default in those days. */
  private static final List<LayerSpec> LAYERS =
      Stream.of(
              "conv 64 k4 s2 p1",
              "leaky-relu 0.2",
              "conv 128 k4 s2 p1",
              "leaky-relu 0.2",
              "conv 256 k3 s2 p1",
              "leaky-relu 0.2",
              "dense 1")
          .map(LayerSpec::parse)
          .toList();

  /** What presets got since then, and runs from before it go on without. */
  private static Config withoutLaterKeys(Config config) {
    return config.generator().optimizer().fanIn() == 0
        ? config
        : Records.with(
            config,
            Map.of(
                "generator.optimizer",
                ADAM,
                "discriminator.optimizer",
                ADAM,
                "discriminator.layers",
                LAYERS,
                "training.generatorBatches",
                1,
                "training.discriminatorBatches",
                1,
                "training.steps",
                8000L,
                "discriminator.penalties",
                List.of(new PenaltyConfig(PenaltyConfig.On.REALS, Schedule.of(1), 4)),
                "discriminator.penaltyTarget",
                0.0,
                "training.augmentation",
                new AugmentationConfig(0, 0, Schedule.of(0))));
  }

  /** Its optimisers are others today. */
  private static Config gaussianAsItWas() {
    OptimizerConfig momentum =
        new OptimizerConfig.Momentum(new Schedule.Steps(0.003, 0.95, 1e6), 0.6, false, 0, 0, 0);
    return Records.with(
        ConfigReader.preset("gaussian-1d"),
        Map.of(
            "generator.optimizer", momentum, "discriminator.optimizer", momentum, "data.size", 0));
  }

  @Test
  void unusualValues_shouldBeReadBackEqual() throws Exception {
    Config config =
        ConfigReader.resolve(
            "wide",
            null,
            Map.of(
                "data.dir", "a \"b\"\\ü",
                "training.seed", "-9223372036854775808",
                "training.minutes", "0.1",
                "generator.optimizer.learningRate", "3.0000000000000004e-7",
                "generator.layers", "leaky-relu 1e-7, identity"));
    Path file = folder.resolve("config.json");
    Files.writeString(file, config.json());
    assertThat(ConfigReader.resolve(null, file, Map.of())).isEqualTo(config);
  }

  @Test
  void text_shouldKeepTheOrderOfTheRecords() {
    String text = ConfigReader.preset("notmnist-dcgan").json();
    assertThat(text.lines().filter(line -> line.matches("  \"\\w+\" : .*")).map(String::strip))
        .containsExactly(
            "\"preset\" : \"notmnist-dcgan\",",
            "\"width\" : 32,",
            "\"blocks\" : \"plain\",",
            "\"data\" : {",
            "\"generator\" : {",
            "\"discriminator\" : {",
            "\"pretraining\" : {",
            "\"training\" : {",
            "\"checkpoint\" : {",
            "\"tick\" : {",
            "\"evaluate\" : {",
            "\"check\" : {",
            "\"run\" : {");
    assertThat(text)
        .contains("  \"tick\" : {\n    \"every\" : 100\n  },\n")
        .containsSubsequence("\"loss\"", "\"batchSize\"", "\"epochs\"", "\"steps\"", "\"minutes\"");
  }

  @Test
  void keyOfALaterVersion_shouldComeFromThePreset() throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"preset\":\"wide\",\"training\":{\"seed\":7}}");
    assertThat(ConfigReader.resolve(null, file, Map.of()).training())
        .isEqualTo(
            new TrainingConfig(
                LossKind.NON_SATURATING,
                128,
                0,
                2000,
                0,
                7,
                BackendKind.AUTO,
                1,
                1.0,
                true,
                1,
                1,
                Conditional.FALSE,
                new AugmentationConfig(0, 0, Schedule.of(0))));
  }
}
