package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  @Test
  void greyPicturesOf28_shouldHaveTheNetworksOfTheDefault() {
    Config preset = ConfigReader.preset("notmnist-dcgan");

    assertThat(preset.withShape(DataShape.image(1, 28, 28))).isEqualTo(preset);
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
  void everySize_shouldHaveNetworksThatFit() {
    for (int side = Recipe.LEAST; side <= Recipe.GREATEST; side++) {
      DataShape picture = DataShape.image(3, side, side);
      Recipe recipe = new Recipe(picture, 16);

      assertThat(DataShape.behind("g", DataShape.vector(100), recipe.generator()))
          .isEqualTo(picture);
      assertThat(DataShape.behind("d", picture, recipe.discriminator()))
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
