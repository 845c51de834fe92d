package org.dcgan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataShapeTest {

  @Test
  void everyKindOfLayer_shouldSayItsShape() {
    List<DataShape> shapes =
        through(
            DataShape.vector(5),
            "dense 98; batch-norm; leaky-relu 0.2; reshape 2x7x7; residual[conv 5 k3 s1 p1, deconv 2"
                + " k3 s1 p1]; deconv 3 k4 s2 p1; dropout 0.1;"
                + " relu; conv 4 k5 s3 p1; tanh; conv 2 k3 s2 p0; up; up; conv 1 k2 s1 p0; down;"
                + " sigmoid; identity; dense 1");

    assertThat(shapes)
        .map(DataShape::toString)
        .containsExactly(
            "98", "98", "98", "2x7x7", "2x7x7", "3x14x14", "3x14x14", "3x14x14", "4x4x4", "4x4x4",
            "2x1x1", "2x2x2", "2x4x4", "1x3x3", "1x2x2", "1x2x2", "1x2x2", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1x8x8 | conv 3 k4 s2 p1; conv 3 k9 s1 p2 | x[1] \"conv 3 k9 s1 p2\": its kernel is larger"
            + " than the padded image of 8",
        "3x8x8 | conv 4 k3 s1 p1 g2 | x[0] \"conv 4 k3 s1 p1 g2\": its 2 groups do not divide the 3"
            + " channels of 3x8x8",
        "1x2x2 | deconv 1 k2 s1 p2 | x[0] \"deconv 1 k2 s1 p2\": its padding leaves nothing of the"
            + " image",
        "64 | conv 3 k4 s2 p1 | x[0] \"conv 3 k4 s2 p1\" needs an image, and gets a vector of 64;"
            + " put a reshape before it",
        "64 | deconv 3 k4 s2 p1 | x[0] \"deconv 3 k4 s2 p1\" needs an image, and gets a vector of"
            + " 64; put a reshape before it",
        "64 | reshape 1x7x7 | x[0] \"reshape 1x7x7\": 64 numbers (64) do not make 49",
        "1x8x8 | reshape 4x4x4 | x[0] \"reshape 4x4x4\" needs a vector, and gets an image of 1x8x8;"
            + " put a dense layer before it",
        "64 | reshape 65536x1024x1024 | x[0] \"reshape 65536x1024x1024\": makes 65536x1024x1024"
            + " numbers, legal are at most 2147483647",
        "1x8x8 | residual[conv 1 k4 s2 p1] | x[0] \"residual[conv 1 k4 s2 p1]\": its layers make"
            + " 1x4x4 of 1x8x8; they must keep the shape",
        "64 | residual[residual[relu, conv 1 k3 s1 p1]] | x[0].layers[0].layers[1] \"conv 1 k3 s1"
            + " p1\" needs an image, and gets a vector of 64; put a reshape before it",
        "64 | down | x[0] \"down\" needs an image, and gets a vector of 64; put a reshape before it",
        "1x16385x2 | up | x[0] \"up\": makes an image of more than 32768 a side, the most that is legal",
        "1x1024x1024 | deconv 1 k1 s64 p0 | x[0] \"deconv 1 k1 s64 p0\": makes an image of 65473 a"
            + " side, legal is at most 32768"
      })
  void layersThatDoNotFit_shouldBeNamed(DataShapeText input, String layers, String message) {
    assertThatThrownBy(() -> through(input.shape(), layers))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  /** A transposed convolution of stride 2 gives each output a quarter of its kernel. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "110 | dense 512; relu; dense 8192; reshape 512x4x4; deconv 256 k4 s2 p1; tanh | 2048",
        "3x64x64 | conv 64 k4 s2 p1; relu; conv 128 k4 s2 p1 | 1024",
        "2x8x8 | conv 4 k3 s1 p1; residual[relu, conv 4 k5 s1 p2, relu, conv 4 k1 s1 p0] | 100",
        "32x8x8 | conv 64 k3 s1 p1 g4 | 72"
      })
  void fanIn_shouldBeOfTheLayerWithTheMost(DataShapeText input, String layers, double most) {
    List<LayerSpec> specs = Arrays.stream(layers.split("; ")).map(LayerSpec::parse).toList();
    assertThat(DataShape.fanIn(input.shape(), specs)).isEqualTo(most);
  }

  /** {@code 1x8x8} or {@code 64}; JUnit finds the constructor. */
  record DataShapeText(String text) {
    DataShape shape() {
      return new DataShape(Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }
  }

  private static List<DataShape> through(DataShape input, String layers) {
    List<LayerSpec> specs = Arrays.stream(layers.split("; ")).map(LayerSpec::parse).toList();
    return IntStream.rangeClosed(1, specs.size())
        .mapToObj(i -> DataShape.behind("x", input, specs.subList(0, i)))
        .toList();
  }
}
