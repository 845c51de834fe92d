package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelAffineTest {
  static Stream<Arguments> shapes() {
    return Stream.of(BackendKind.FAST, BackendKind.ND4J, BackendKind.REFERENCE)
        .flatMap(
            kind ->
                Stream.of(
                        new long[] {5, 3},
                        new long[] {4, 3, 2, 5},
                        new long[] {1, 1, 1, 1},
                        new long[] {1, 4, 3, 3},
                        new long[] {40, 7, 6, 6})
                    .map(shape -> Arguments.of(kind, shape)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputAndGradients_shouldBeThoseOfTheFormula(BackendKind kind, long[] shape) {
    DataType type = DataType.FLOAT;
    INDArray x = LayerRig.numbers(1, type, shape);
    INDArray gradient = LayerRig.numbers(2, type, shape);
    INDArray scales = LayerRig.numbers(3, type, shape[0], shape[1]);
    INDArray shifts = LayerRig.numbers(4, type, shape[0], shape[1]);
    INDArray y = x.dup('c');
    INDArray xGradient = x.dup('c');
    INDArray scaleGradients = Nd4j.zeros(type, shape[0], shape[1]);
    INDArray shiftGradients = scaleGradients.dup();
    long plane = x.length() / (shape[0] * shape[1]);
    for (long i = 0; i < x.length(); i++) {
      long n = i / plane / shape[1];
      long c = i / plane % shape[1];
      double g = gradient.getDouble(i);
      y.putScalar(i, scales.getDouble(n, c) * x.getDouble(i) + shifts.getDouble(n, c));
      xGradient.putScalar(i, scales.getDouble(n, c) * g);
      scaleGradients.putScalar(n, c, scaleGradients.getDouble(n, c) + g * x.getDouble(i));
      shiftGradients.putScalar(n, c, shiftGradients.getDouble(n, c) + g);
    }

    for (boolean last : new boolean[] {false, shape.length == 4}) {
      ChannelAffine affine = kind.choose(type).channelAffine();
      INDArray in = lying(x, last);
      // The tables' dense layers of DL4J make arrays in F order.
      INDArray made = affine.forward(in, scales.dup('f'), shifts.dup('f'), LayerRig.MEMORY);
      ChannelAffine.Gradients down = affine.backward(lying(gradient, last), LayerRig.MEMORY);

      assertThat(in).as("its input").isEqualTo(x);
      assertThat(LayerRig.difference(made, y)).isLessThan(1e-6);
      assertThat(LayerRig.difference(down.x(), xGradient)).isLessThan(1e-6);
      assertThat(LayerRig.difference(down.scales(), scaleGradients)).isLessThan(1e-5);
      assertThat(LayerRig.difference(down.shifts(), shiftGradients)).isLessThan(1e-5);
    }
  }

  private static INDArray lying(INDArray x, boolean channelsLast) {
    return channelsLast ? x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2) : x.dup('c');
  }
}
