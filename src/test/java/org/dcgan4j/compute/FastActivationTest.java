package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class FastActivationTest {

  static Stream<Arguments> layers() {
    return Stream.of(
            Arguments.of(FastActivation.tanh(), Activation.TANH.getActivationFunction()),
            Arguments.of(FastActivation.sigmoid(), Activation.SIGMOID.getActivationFunction()),
            Arguments.of(FastActivation.relu(), Activation.RELU.getActivationFunction()),
            Arguments.of(FastActivation.identity(), Activation.IDENTITY.getActivationFunction()),
            Arguments.of(FastActivation.scale(6), new ScaleActivation(6)),
            Arguments.of(FastActivation.clip(-0.5, 0.7), new ClipActivation(-0.5, 0.7)))
        .flatMap(
            both ->
                Stream.of(3, FastActivation.SMALL / 5, FastActivation.SMALL)
                    .map(n -> Arguments.of(both.get()[0], both.get()[1], n)));
  }

  /** With 5 numbers an example: small arrays, the largest small one, and large ones. */
  @ParameterizedTest
  @MethodSource("layers")
  void layer_shouldDoWhatTheStockLayerDoes(FastActivation fast, IActivation stock, int n) {
    StockComparison comparison =
        new StockComparison(
            fast,
            new ActivationLayer.Builder().activation(stock).build(),
            InputType.feedForward(5),
            n,
            5);

    comparison.inference();
    comparison.training();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradient_shouldBeTheNumericOneFarFromKinks(FastActivation fast, IActivation stock, int n) {
    LayerRig rig = LayerRig.of(fast, InputType.feedForward(1), DataType.FLOAT);
    INDArray x = LayerRig.numbers(7, DataType.FLOAT, 4, 1);
    rig.forward(x, true);
    INDArray gradient = rig.backward(x.like().assign(1)).dup();
    INDArray above = rig.forward(x.add(1e-3), true);
    INDArray below = rig.forward(x.sub(1e-3), true);
    assertThat(LayerRig.difference(gradient, above.sub(below).div(2e-3))).isLessThan(1e-3);
  }
}
