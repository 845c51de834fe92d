package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcgan4j.config.Refusals.messageOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.config.TrainingConfig.LossKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise.Activation;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.LayerSpec.BatchNorm;
import org.dcgan4j.layer.LayerSpec.Residual;
import org.dcgan4j.layer.Linear.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void nothingGiven_shouldBeTheDefaultPreset() {
    assertThat(ConfigReader.resolve(null, null, Map.of()))
        .isEqualTo(ConfigReader.preset("notmnist-dcgan"));
  }

  @Test
  void flags_shouldWinOverTheFile_andTheFileOverThePreset() throws Exception {
    Path file = file("run.yaml", "training: {batchSize: 32, epochs: 3}\n");
    Config config = ConfigReader.resolve("wide", file, Map.of("training.epochs", "7"));
    assertThat(config.training())
        .isEqualTo(
            new TrainingConfig(
                LossKind.NON_SATURATING,
                32,
                7,
                0,
                0,
                42,
                BackendKind.AUTO,
                1,
                1.0,
                true,
                1,
                1,
                Conditional.FALSE,
                new AugmentationConfig(0, 0, Schedule.of(0))));
    assertThat(config.generator()).isEqualTo(ConfigReader.preset("wide").generator());
  }

  @Test
  void presetFlag_shouldWinOverTheOneInTheFile() throws Exception {
    Path file = file("run.json", "{\"preset\": \"wide\"}");
    assertThat(ConfigReader.resolve(null, file, Map.of())).isEqualTo(ConfigReader.preset("wide"));
    assertThat(ConfigReader.resolve(null, file, Map.of("preset", "notmnist-dcgan")).preset())
        .isEqualTo("notmnist-dcgan");
    assertThat(ConfigReader.resolve("mnist-dcgan", file, Map.of()))
        .isEqualTo(ConfigReader.preset("mnist-dcgan"));
  }

  /** A width makes layers of its own, and what was written is not to be passed over for them. */
  @Test
  void layersBesideAWidth_shouldBeThoseOfIt() throws Exception {
    String tanh = "dense 144, reshape 1x12x12, tanh";
    Config recipe = ConfigReader.preset("notmnist-dcgan").withShape(DataShape.image(3, 20, 20));
    Path copied = file("copied.json", recipe.json());
    Path edited = file("edited.json", recipe.json().replace("conv 64 k4", "conv 65 k4"));
    Path residual =
        file(
            "residual.json",
            ConfigReader.preset("r3gan-small").withShape(DataShape.image(1, 16, 16)).json());

    assertThat(ConfigReader.resolve(null, copied, Map.of())).isEqualTo(recipe);
    assertThat(ConfigReader.resolve(null, residual, Map.of()).width()).isEqualTo(32);
    assertThat(ConfigReader.ofRun(edited, Map.of()).width()).isEqualTo(32);
    assertThat(ConfigReader.resolve(null, null, Map.of("generator.layers", tanh)).width()).isZero();
    for (Map<String, String> flags :
        List.of(
            Map.of("width", "4", "generator.layers", tanh),
            Map.of("width", "4", "discriminator.layers", "dense 1"))) {
      assertThatThrownBy(() -> ConfigReader.resolve(null, null, flags))
          .hasMessage(
              "width: given 4 beside layers that are not of that width, legal is 0, or to give"
                  + " none");
    }
    assertThatThrownBy(() -> ConfigReader.resolve(null, edited, Map.of()))
        .hasMessageContaining("given 32 beside layers that are not of that width");
    assertThat(ConfigReader.resolve("plain-dcgan", null, Map.of("width", "4")).width())
        .isEqualTo(4);
    assertThatThrownBy(() -> ConfigReader.resolve("dcgan-32", null, Map.of("blocks", "residual")))
        .hasMessage(
            "blocks: given residual, legal with the preset dcgan-32, which has layers of its own,"
                + " is plain, or a width beside it");
  }

  @Test
  void presetNamedAsNothing_shouldBeTheDefault() throws Exception {
    Path file = file("run.yaml", "preset:\ntraining:\n");
    assertThat(ConfigReader.resolve(null, file, Map.of()))
        .isEqualTo(ConfigReader.preset("notmnist-dcgan"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense 5, batch-norm,tanh", "[\"dense 5\", \"batch-norm\", \"tanh\"]"})
  void layersInAFlag_shouldReplaceTheWholeList(String layers) {
    Config config = ConfigReader.resolve(null, null, Map.of("generator.layers", layers));
    assertThat(config.generator().layers())
        .containsExactly(new Dense(5), new BatchNorm(), new Activation(Activation.Function.TANH));
  }

  @Test
  void layersInsideOfOthers_shouldBeReadFromFlagsAndFiles() throws Exception {
    List<LayerSpec> layers =
        List.of(
            new Dense(5),
            new Residual(List.of(new BatchNorm(), new Residual(List.of(new Dense(5))))),
            new Dense(1));
    String inner = "residual[batch-norm, residual[dense 5]]";
    Path file =
        file("run.yaml", "generator:\n  layers:\n  - dense 5\n  - " + inner + "\n  - dense 1\n");

    Config flag =
        ConfigReader.resolve(
            null, null, Map.of("generator.layers", "dense 5," + inner + ", dense 1"));
    assertThat(flag.generator().layers()).isEqualTo(layers);
    assertThat(ConfigReader.resolve(null, file, Map.of()).generator().layers()).isEqualTo(layers);
    Path json = file("config.json", flag.json());
    assertThat(ConfigReader.resolve(null, json, Map.of())).isEqualTo(flag);
  }

  @Test
  void emptyFlag_shouldTakeTheFolderAway() throws Exception {
    Path file = file("run.yaml", "data: {dir: letters}\n");
    assertThat(ConfigReader.resolve(null, file, Map.of()).data().dir()).isEqualTo("letters");
    assertThat(ConfigReader.resolve(null, file, Map.of("data.dir", "")).data().dir()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.batchSize | fast | given "fast", legal is a whole number from 1 to 65536
          training.batchSize | 0 | given 0, legal is a whole number from 1 to 65536
          training.batchSize | 1.5 | given 1.5, legal is a whole number from 1 to 65536
          training.batchSize | 99999999999 | given 99999999999, legal is a whole number from 1 to 65536
          training.seed | 9223372036854775808 | given 9223372036854775808, legal is a whole number
          training.realTarget | 0 | given 0, legal is a number above 0 and up to 1
          training.minutes | NaN | given "NaN", legal is a number from 0 to 525600
          training.minutes | 1d | given "1d", legal is a number from 0 to 525600
          training.reuseFakes | yes | given "yes", legal is "true" or "false"
          training.loss | minmax | given "minmax", legal is "non-saturating" or "minimax" or "least-squares" or "hinge" or "relativistic"; did you mean "minimax"?
          generator.latent | gauss | given "gauss", legal is "normal" or "uniform" or "uniform01" or "stratified"
          generator.optimizer.beta1 | 1 | given 1, legal is a number from 0 to below 1
          generator.layers | dense 0 | layer "dense 0": units: given 0, legal is a whole number from 1 to 1048576
          generator.layers | ["tanh" | given "["tanh"", legal is a JSON list of texts
          """)
  void badValue_shouldBeReportedWithWhatIsLegal(String key, String value, String problem) {
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, Map.of(key, value))))
        .isEqualTo(key + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "g.lr, generator.optimizer.learningRate",
    "d.lr, discriminator.optimizer.learningRate",
    "d.optim.beta_1, discriminator.optimizer.beta1",
    "trainng.batchsize, training.batchSize",
    "training.batch-size, training.batchSize",
    "training.discriminator_steps, training.discriminatorSteps",
    "batch, training.batchSize",
    "epochs, training.epochs",
    "seed, training.seed",
    "checkpoint.kep, checkpoint.keep",
    "tick.every.steps, tick.every",
    "generator.latent_dim, generator.latentSize"
  })
  void unknownKey_shouldNameTheNearest(String key, String nearest) {
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, Map.of(key, "x"))))
        .isEqualTo("unknown key \"" + key + "\"; did you mean \"" + nearest + "\"?");
  }

  @Test
  void unknownKeyNearNothing_shouldNameTheGroups() {
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, Map.of("xyzzyfoo", "1"))))
        .isEqualTo(
            "unknown key \"xyzzyfoo\", legal are the keys of preset, width, blocks, data, generator,"
                + " discriminator, pretraining, training, checkpoint, tick, evaluate, check,"
                + " run");
  }

  @Test
  void valueForAGroup_shouldNameAKeyInIt() {
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, Map.of("training", "5"))))
        .isEqualTo("training: given a value, legal is a group of keys such as training.loss");
  }

  @Test
  void ruleBetweenKeys_shouldBeReportedWithTheGroup() {
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, Map.of("training.epochs", "0"))))
        .isEqualTo(
            "training: given 0 epochs, 0 steps and 0 minutes, legal is at least one above 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reuseFakes | true | generatorBatches | training.reuseFakes",
        "reuseFakes | true | discriminatorBatches | training.reuseFakes or pairs of a real and a fake",
        "loss | relativistic | discriminatorBatches | training.reuseFakes or pairs of a real and a fake"
      })
  void severalBatchesOfFakes_shouldBeRefusedWhereThereIsOne(
      String key, String value, String batches, String with) {
    Map<String, String> given = Map.of("training." + key, value, "training." + batches, "2");
    assertThat(messageOf(() -> ConfigReader.resolve(null, null, given)))
        .isEqualTo("training: " + batches + ": given 2, legal with " + with + " is 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.steps", "training.minutes"})
  void oneLimit_shouldBeEnough(String limit) {
    Config config = ConfigReader.resolve(null, null, Map.of("training.epochs", "0", limit, "1"));
    assertThat(config.training().epochs()).isZero();
  }

  @Test
  void allProblems_shouldBeReportedTogether() throws Exception {
    Path file = file("run.yaml", "preset: wid\ntraining:\n  epoch: 3\n  batchSize: [1]\n");
    String message = messageOf(() -> ConfigReader.resolve(null, file, Map.of("tick.every", "0")));
    assertThat(message.lines())
        .containsExactly(
            file
                + ", line 1, column 1: unknown preset \"wid\", legal are "
                + String.join(", ", ConfigReader.presets())
                + "; did you mean \"wide\"?",
            file
                + ", line 3, column 3: unknown key \"training.epoch\"; did you mean"
                + " \"training.epochs\"?",
            file
                + ", line 4, column 3: training.batchSize: given a list, legal is a whole number"
                + " from 1 to 65536",
            "tick.every: given 0, legal is a whole number from 1 to 1000000000");
  }

  @Test
  void problemsOfAFlag_shouldBeReportedBesideAnUnreadableFile() {
    Path absent = folder.resolve("absent.yaml");
    assertThat(
            messageOf(() -> ConfigReader.resolve(null, absent, Map.of("g.lr", "1")))
                .lines()
                .toList())
        .isEqualTo(
            List.of(
                absent + ": no such file",
                "unknown key \"g.lr\"; did you mean \"generator.optimizer.learningRate\"?"));
  }

  @Test
  void controlCharacters_shouldNotBreakTheLine() {
    String message =
        messageOf(() -> ConfigReader.resolve(null, null, Map.of("a\nb\u001b[31m", "1")));
    assertThat(message).startsWith("unknown key \"a?b?[31m\"").hasLineCount(1);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void limit_shouldReplaceThoseOfThePreset() {
    assertThat(ConfigReader.preset("notmnist-dcgan").training().steps()).isPositive();

    Config config = ConfigReader.resolve(null, null, Map.of("training.epochs", "30"));

    assertThat(config.training().epochs()).isEqualTo(30);
    assertThat(config.training().steps()).isZero();
  }
}
