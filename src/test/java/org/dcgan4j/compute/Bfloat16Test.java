package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions of the backend bf16 are those of the reference, on numbers that are rounded first.
 */
class Bfloat16Test {
  private static final boolean THERE = Dnnl.multipliesBfloat16();

  static Stream<Geometry> geometries() {
    return Stream.of(
        new Geometry(4, 2, 1, false, 1),
        new Geometry(3, 1, 1, false, 1),
        new Geometry(3, 2, 1, false, 2),
        new Geometry(4, 2, 1, true, 1),
        new Geometry(5, 1, 2, true, 1));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void products_shouldBeThoseOfRoundedNumbers_andSumsThoseOfFloats(Geometry geometry) {
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 5, 32, 8, 8);
    long side = geometry.made(8);
    INDArray gradient = LayerRig.numbers(2, DataType.FLOAT, 5, 48, side, side);
    long[] shape = geometry.transposed() ? new long[] {32, 48, 1, 1} : new long[] {48, 32, 1, 1};
    shape[1] /= geometry.groups();
    shape[2] = geometry.kernel();
    shape[3] = geometry.kernel();
    INDArray weights = LayerRig.numbers(3, DataType.FLOAT, shape);
    INDArray bias = LayerRig.numbers(4, DataType.FLOAT, 1, 48);
    Linear bf16 = layer(BackendKind.BF16, geometry);
    Linear fast = layer(BackendKind.FAST, geometry);
    Weights rounded = new Weights(rounded(weights), bias);

    INDArray expected = gradient.like();
    fast.forward(rounded(x), rounded, expected);
    INDArray expectedBack = x.like();
    fast.backwardData(rounded(gradient), rounded, expectedBack);
    Weights expectedWeights = new Weights(weights.like(), bias.like());
    fast.backwardWeights(x, gradient, new Weights(weights, bias), expectedWeights);

    INDArray out = gradient.like();
    bf16.forward(x, new Weights(weights, bias), out);
    INDArray back = x.like();
    bf16.backwardData(gradient, new Weights(weights, bias), back);
    Weights learned = new Weights(weights.like(), bias.like());
    bf16.backwardWeights(x, gradient, new Weights(weights, bias), learned);

    assertThat(LayerRig.difference(out, expected)).isLessThan(1e-5);
    assertThat(LayerRig.difference(back, expectedBack)).isLessThan(1e-5);
    assertThat(learned.weights()).isEqualTo(expectedWeights.weights());
    assertThat(learned.bias()).isEqualTo(expectedWeights.bias());
  }

  private static Linear layer(BackendKind kind, Geometry geometry) {
    return kind.choose(DataType.FLOAT).convolution(geometry, geometry.transposed() ? 48 : 32);
  }

  /** To eight bits, the nearest, and of two the even one; as it is where no processor would. */
  private static INDArray rounded(INDArray array) {
    if (!THERE) {
      return array;
    }
    float[] numbers = array.dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      int bits = Float.floatToIntBits(numbers[i]);
      numbers[i] = Float.intBitsToFloat(bits + 0x7fff + (bits >> 16 & 1) & 0xffff0000);
    }
    return Nd4j.createFromArray(numbers).reshape('c', array.shape());
  }

  @Test
  void processorWithout_shouldBeSaid() {
    assertThat(BackendKind.BF16.lacking().isPresent()).isEqualTo(!THERE);
    assertThat(BackendKind.FAST.lacking()).isEmpty();
    assertThat(BackendKind.BF16.choose(DataType.FLOAT).word()).isEqualTo(THERE ? "bf16" : "fast");
  }

  @Test
  void doubles_shouldBeRefused() {
    assertThatThrownBy(() -> BackendKind.BF16.choose(DataType.DOUBLE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the backend bf16 computes on floats on a CPU only; choose auto or nd4j");
  }
}
