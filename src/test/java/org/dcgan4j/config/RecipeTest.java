package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  @Test
  void greyPicturesOf28_shouldHaveTheNetworksOfTheDefault() {
    Config preset = ConfigReader.preset("notmnist-dcgan");

    assertThat(preset.withShape(DataShape.image(1, 28, 28)))
        .isEqualTo(Records.with(preset, Map.of("training.generatorBatches", 2)));
  }

  @ParameterizedTest
  @CsvSource({"1, false, 2", "3, false, 1", "1, true, 1"})
  void generatorBatches_shouldFollowTheColour(int channels, String reuse, int batches) {
    Config config =
        ConfigReader.resolve("notmnist-dcgan", null, Map.of("training.reuseFakes", reuse))
            .withShape(DataShape.image(channels, 28, 28));
    assertThat(config.training().generatorBatches()).isEqualTo(batches);
    assertThat(
            ConfigReader.resolve(null, null, Map.of("training.generatorBatches", "3"))
                .withShape(DataShape.image(channels, 28, 28))
                .training()
                .generatorBatches())
        .isEqualTo(3);
  }

  @Test
  void letters64_shouldBeTheDefaultForColouredLettersOf64() {
    Config preset = ConfigReader.preset("letters-64");

    assertThat(preset.data().set()).isEqualTo(DataConfig.DataSet.LETTERS);
    assertThat(preset.data().size()).isEqualTo(64);
    assertThat(preset.data().colour()).isEqualTo(DataConfig.Colour.RGB);
    assertThat(preset.withShape(DataShape.image(3, 64, 64)).generator().layers())
        .isEqualTo(new Recipe(DataShape.image(3, 64, 64), 32).generator());
  }

  @Test
  void r3ganSmall_shouldFollowTheShapeInResidualBlocks() {
    Config preset = ConfigReader.preset("r3gan-small");

    assertThat(preset.withShape(DataShape.image(1, 28, 28))).isEqualTo(preset);
    assertThat(preset.withShape(DataShape.image(3, 33, 33)).generator().layers())
        .extracting(LayerSpec::text)
        .containsSubsequence("reshape 64x5x5", "up", "conv 64 k2 s1 p0", "up", "conv 64 k2 s1 p0")
        .containsSubsequence("up", "conv 32 k2 s1 p0", "conv 3 k1 s1 p0", "tanh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "residual"})
  void everySize_shouldHaveNetworksThatFit(String blocks) {
    Config config =
        ConfigReader.resolve("notmnist-dcgan", null, Map.of("width", "11", "blocks", blocks));
    for (int side = Recipe.LEAST; side <= Recipe.GREATEST; side++) {
      DataShape picture = DataShape.image(3, side, side);
      Config fitting = config.withShape(picture);

      assertThat(DataShape.behind("g", DataShape.vector(100), fitting.generator().layers()))
          .isEqualTo(picture);
      assertThat(DataShape.behind("d", picture, fitting.discriminator().layers()))
          .isEqualTo(DataShape.vector(1));
    }
  }

  @Test
  void width_shouldScaleTheParameters() {
    DataShape picture = DataShape.image(3, 64, 64);
    long medium = parameters(new Recipe(picture, 32));

    assertThat((double) parameters(new Recipe(picture, 64)) / medium).isBetween(3.5, 4.0);
  }

  private static long parameters(Recipe recipe) {
    return DataShape.sum(DataShape.vector(100), recipe.generator(), LayerSpec::parameters)
        + DataShape.sum(recipe.picture(), recipe.discriminator(), LayerSpec::parameters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x7x7", "3x257x257", "3x64x32", "10"})
  void otherShapes_shouldBeRefused(String shape) {
    int[] dimensions =
        java.util.Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    Config preset = ConfigReader.preset("notmnist-dcgan");

    assertThatThrownBy(() -> preset.withShape(new DataShape(dimensions)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the data are " + shape);
  }
}
