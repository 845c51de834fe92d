package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ResamplingTest {
  private static LayerRig rig(BackendKind kind, boolean up, INDArray x) {
    Backend backend = kind.choose(x.dataType());
    Layer layer = up ? Dl4jLayers.up(backend) : Dl4jLayers.down(backend);
    return LayerRig.of(
        layer, InputType.convolutional(x.size(2), x.size(3), x.size(1)), x.dataType());
  }

  private static INDArray made(BackendKind kind, boolean up, INDArray x) {
    return rig(kind, up, x).forward(x, true);
  }

  private static INDArray image(float[]... rows) {
    INDArray image = Nd4j.createFromArray(rows);
    return image.reshape('c', 1, 1, image.size(0), image.size(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"FAST", "ND4J", "REFERENCE"})
  void down_shouldMixEverySecondPixelWithItsNeighbours(BackendKind kind) {
    INDArray row = made(kind, false, image(new float[] {4, 8, 16, 32, 64}));
    INDArray even = made(kind, false, image(new float[] {4, 8, 16, 32}));
    INDArray peak =
        made(kind, false, image(new float[3], new float[3], new float[] {0, 0, 16}, new float[3]));

    assertThat(row.data().asFloat()).containsExactly((4 + 2 * 4 + 8) / 4f, 18, (32 + 3 * 64) / 4f);
    assertThat(even.data().asFloat()).containsExactly(5, 18);
    assertThat(peak.data().asFloat()).containsExactly(0, 0, 0, 16 * 3 / 4f / 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"FAST", "ND4J", "REFERENCE"})
  void up_shouldPutTheMeanBehindEachPixel(BackendKind kind) {
    INDArray made = made(kind, true, image(new float[] {0, 4}, new float[] {8, 20}));

    assertThat(made.reshape(4, 4).toFloatMatrix())
        .isDeepEqualTo(
            new float[][] {{0, 2, 4, 4}, {4, 8, 12, 12}, {8, 14, 20, 20}, {8, 14, 20, 20}});
  }

  static Stream<Arguments> shapes() {
    return Stream.of(BackendKind.FAST, BackendKind.ND4J)
        .flatMap(
            kind ->
                Stream.of(true, false)
                    .flatMap(
                        up ->
                            Stream.of(
                                    new long[] {2, 3, 7, 4},
                                    new long[] {1, 1, 1, 1},
                                    new long[] {3, 2, 1, 6},
                                    new long[] {2, 1, 2, 3},
                                    new long[] {70, 16, 14, 14})
                                .map(shape -> Arguments.of(kind, up, shape))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputAndGradient_shouldBeThoseOfTheReference(BackendKind kind, boolean up, long[] shape) {
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, shape);
    LayerRig rig = rig(kind, up, x);
    LayerRig reference = rig(BackendKind.REFERENCE, up, x);
    INDArray wanted = reference.forward(x, true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, wanted.shape());
    INDArray wantedGradient = reference.backward(epsilon);

    assertThat(LayerRig.difference(rig.forward(x, false), wanted)).isLessThan(1e-6);
    assertThat(LayerRig.difference(rig.forward(x, true), wanted)).isLessThan(1e-6);
    assertThat(LayerRig.difference(rig.backward(epsilon), wantedGradient)).isLessThan(1e-6);

    rig.layer().setInput(channelsLast(x), LayerRig.MEMORY);
    INDArray out = rig.layer().activate(true, LayerRig.MEMORY);
    INDArray gradient = rig.backward(channelsLast(epsilon));
    assertThat(LayerRig.difference(out, wanted)).isLessThan(1e-6);
    assertThat(LayerRig.difference(gradient, wantedGradient)).isLessThan(1e-6);
    boolean stays = kind == BackendKind.FAST && HostFloats.channelsLast(channelsLast(x));
    assertThat(HostFloats.channelsLast(out)).isEqualTo(stays);
  }

  private static INDArray channelsLast(INDArray x) {
    return x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
  }

  static Stream<Arguments> exact() {
    return Stream.of(BackendKind.ND4J, BackendKind.REFERENCE)
        .flatMap(kind -> Stream.of(true, false).map(up -> Arguments.of(kind, up)));
  }

  /** It is linear, so that a step of any size tells the derivative. */
  @ParameterizedTest
  @MethodSource("exact")
  void gradient_shouldBeTheNumericOne(BackendKind kind, boolean up) {
    INDArray x = LayerRig.numbers(1, DataType.DOUBLE, 2, 3, 5, 6);
    INDArray along = LayerRig.numbers(2, DataType.DOUBLE, x.shape());
    LayerRig rig = rig(kind, up, x);
    INDArray before = rig.forward(x, true);
    INDArray epsilon = LayerRig.numbers(3, DataType.DOUBLE, before.shape());
    INDArray gradient = rig.backward(epsilon);

    INDArray moved = rig.forward(x.add(along), true);

    assertThat(gradient.mul(along).sumNumber().doubleValue())
        .isCloseTo(moved.sub(before).mul(epsilon).sumNumber().doubleValue(), within(1e-10));
  }
}
