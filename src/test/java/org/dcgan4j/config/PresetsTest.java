package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcgan4j.config.Refusals.messageOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.config.Config.TickConfig;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.GeneratorConfig.AverageConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.config.TrainingConfig.LossKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise.Dropout;
import org.dcgan4j.layer.ElementWise.LeakyRelu;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.LayerSpec.BatchNorm;
import org.dcgan4j.layer.Linear.Conv;
import org.dcgan4j.layer.Linear.Deconv;
import org.dcgan4j.layer.Linear.Dense;
import org.dcgan4j.model.Gan;
import org.junit.jupiter.api.Test;

class PresetsTest {

  @Test
  void names_shouldBeTheFilesThatThereAre() throws Exception {
    Path folder = Path.of(ConfigReader.class.getResource("presets").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(ConfigReader.presets())
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .map(name -> name.replace(".yaml", ""))
                  .collect(Collectors.toList()));
    }
    assertThat(ConfigReader.defaultPreset()).isEqualTo("notmnist-dcgan");
  }

  @Test
  void everyPreset_shouldLoadAndCarryItsName() {
    assertThat(ConfigReader.presets())
        .allSatisfy(name -> assertThat(ConfigReader.preset(name).preset()).isEqualTo(name));
  }

  @Test
  void default_shouldTellTheClassesAndPenaliseOnNotmnist() {
    Config config = ConfigReader.preset("notmnist-dcgan");
    assertThat(config.data().set()).isEqualTo(DataSet.NOTMNIST);
    assertThat(config.data().rendered()).isEqualTo(18_000);
    assertThat(config.generator().layers()).hasSize(15).startsWith(new Dense(512));
    assertThat(config.generator().average()).isEqualTo(new AverageConfig(Schedule.of(8_000), 0.1));
    assertThat(config.discriminator().layers())
        .hasSize(9)
        .contains(new Conv(128, 3, 1, 1), new Conv(256, 3, 2, 1))
        .doesNotHaveAnyElementsOfTypes(Dropout.class);
    assertThat(config.discriminator().penalties())
        .containsExactly(
            new PenaltyConfig(PenaltyConfig.On.REALS, new Schedule.Linear(1, 5, 0), 4));
    assertThat(config.discriminator().penaltyTarget()).isEqualTo(0.06);
    assertThat(config.training().generatorBatches()).isZero();
    assertThat(config.training().discriminatorBatches()).isOne();
    assertThat(config.training().batchSize()).isEqualTo(16);
    assertThat(config.training().conditional()).isEqualTo(Conditional.AUTO);
  }

  @Test
  void plain_shouldBeThePublishedDcganOnNotmnist() {
    Config config = ConfigReader.preset("plain-dcgan");
    assertThat(config.data().set()).isEqualTo(DataSet.NOTMNIST);
    assertThat(config.data().rendered()).isEqualTo(18_000);
    assertThat(config.generator().latentSize()).isEqualTo(100);
    assertThat(config.generator().latent()).isEqualTo(LatentDistribution.NORMAL);
    assertThat(config.generator().layers()).hasSize(9).startsWith(new Dense(6272));
    OptimizerConfig adam = config.generator().optimizer();
    assertThat(adam)
        .isEqualTo(
            new OptimizerConfig.Adam(Schedule.of(2e-4), 0.5, Schedule.of(0.999), 1e-8, 0, 0, 0));
    assertThat(config.generator().average()).isEqualTo(new AverageConfig(Schedule.of(0), 0.1));
    assertThat(config.discriminator().layers())
        .hasSize(7)
        .startsWith(new Conv(64, 4, 2, 1), new LeakyRelu(0.2))
        .endsWith(new Dropout(0.3), new Dense(1));
    assertThat(config.discriminator().optimizer()).isEqualTo(adam);
    assertThat(config.training())
        .isEqualTo(
            new TrainingConfig(
                LossKind.NON_SATURATING,
                64,
                0,
                2000,
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
    assertThat(config.checkpoint()).isEqualTo(new CheckpointConfig(500, 3, 0));
    assertThat(config.tick()).isEqualTo(new TickConfig(100));
  }

  @Test
  void derivedPreset_shouldDifferFromItsBaseOnlyInWhatItNames() {
    Config base = ConfigReader.preset("notmnist-dcgan");
    Config wide = ConfigReader.preset("wide");
    Config mnist = ConfigReader.preset("mnist-dcgan");
    assertThat(wide.training().batchSize()).isEqualTo(128);
    assertThat(wide.generator().layers()).hasSize(12).contains(new Deconv(128, 5, 1, 2));
    assertThat(wide.discriminator().layers())
        .isEqualTo(ConfigReader.preset("plain-dcgan").discriminator().layers());
    assertThat(mnist.data().set()).isEqualTo(DataSet.MNIST);
    assertThat(mnist.generator()).isEqualTo(base.generator());
    assertThat(mnist.training()).isEqualTo(base.training());
  }

  /** The numbers of parameters of pytorch/examples; its running statistics count as none there. */
  @Test
  void dcgan64_shouldHaveTheNetworksOfThePaper() {
    Config config = ConfigReader.preset("dcgan-64");
    DataShape picture = DataShape.image(3, 64, 64);

    assertThat(learned(config.generator().layers(), DataShape.vector(100))).isEqualTo(3_576_704);
    assertThat(learned(config.discriminator().layers(), picture)).isEqualTo(2_765_568);
    Gan.create(ConfigReader.preset("dcgan-32"), DataShape.image(3, 32, 32));
  }

  /** Without the biases that a normalisation takes away. */
  private static long learned(List<LayerSpec> layers, DataShape input) {
    long sum = DataShape.sum(input, layers, LayerSpec::parameters);
    for (int i = 0; i + 1 < layers.size(); i++) {
      boolean taken = layers.get(i + 1) instanceof BatchNorm;
      sum -= taken && layers.get(i) instanceof Conv conv ? conv.channels() : 0;
      sum -= taken && layers.get(i) instanceof Deconv deconv ? deconv.channels() : 0;
    }
    return sum;
  }

  @Test
  void unknownName_shouldNameTheNearestAndAll() {
    assertThat(messageOf(() -> ConfigReader.preset("mnist-dcgn")))
        .isEqualTo(
            "unknown preset \"mnist-dcgn\", legal are notmnist-dcgan, mnist-dcgan, plain-dcgan,"
                + " wide, r3gan-small, dcgan-64, dcgan-32, letters-64, mnist-digit-cnn, mnist-digit-cnn-log, mnist-mlp, gaussian-1d, gaussian-2d;"
                + " did you mean \"mnist-dcgan\"?");
  }
}
