package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LeakyReluTest {
  private static final int LENGTH = 1 << 17;
  private static final double RATE = 0.3;
  private static final InputType INPUT = InputType.feedForward(LENGTH);

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void dropout_shouldNotBeThereInUse(BackendKind kind) {
    StockComparison comparison =
        new StockComparison(
            Dl4jLayers.leakyRelu(kind.choose(DataType.FLOAT), 0.2, RATE),
            new ActivationLayer(new ActivationLReLU(0.2)),
            InputType.feedForward(9),
            3,
            9);

    comparison.inference();
  }

  @ParameterizedTest
  @CsvSource({
    "FAST, FLOAT",
    "ND4J, FLOAT",
    "ND4J, DOUBLE",
    "REFERENCE, FLOAT",
    "REFERENCE, DOUBLE"
  })
  void backward_shouldDropWhatForwardDropped(BackendKind kind, DataType type) {
    LayerRig rig = rig(kind, RATE, type);
    INDArray x = LayerRig.numbers(1, type, 1, LENGTH);

    double[] y = rig.forward(x, true).data().asDouble();
    double[] gradient = rig.backward(Nd4j.ones(type, 1, LENGTH)).data().asDouble();

    double[] in = x.data().asDouble();
    double kept = SeededDropout.Mask.scale(RATE);
    for (int i = 0; i < LENGTH; i++) {
      double derivative = y[i] == 0 ? 0 : in[i] > 0 ? kept : 0.2 * kept;
      assertThat(Math.abs(gradient[i] - derivative)).as("element %d", i).isLessThan(1e-6);
      assertThat(Math.abs(y[i] - derivative * in[i])).as("element %d", i).isLessThan(1e-6);
    }
  }

  /** A zero that was not dropped passes some gradient on: it is not mistaken for a dropped one. */
  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void zeroInput_shouldCountAsDroppedOnlyWhereItWas(BackendKind kind) {
    LayerRig rig = rig(kind, RATE, DataType.FLOAT);

    double[] y = rig.forward(Nd4j.zeros(DataType.FLOAT, 1, LENGTH), true).data().asDouble();
    double[] gradient = rig.backward(Nd4j.ones(DataType.FLOAT, 1, LENGTH)).data().asDouble();

    int passed = 0;
    for (int i = 0; i < LENGTH; i++) {
      passed += gradient[i] != 0 ? 1 : 0;
      assertThat(Math.abs(y[i])).isLessThan(1e-30);
    }
    assertWithinBinomialBounds(passed, 1 - RATE);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.3, 2", "0.5, 3", "0.9, 4"})
  void keptShareAndExpectation_shouldBeThoseOfTheRate(double rate, long seed) {
    LayerRig rig = rig(BackendKind.FAST, rate, DataType.FLOAT);
    Nd4j.getRandom().setSeed(seed);

    double[] y = rig.forward(Nd4j.ones(DataType.FLOAT, 1, LENGTH), true).data().asDouble();

    int kept = 0;
    double sum = 0;
    for (double value : y) {
      kept += value != 0 ? 1 : 0;
      sum += value;
    }
    assertWithinBinomialBounds(kept, 1 - rate);
    double standardError = Math.sqrt(rate / (1 - rate) / LENGTH);
    assertThat(Math.abs(sum / LENGTH - 1)).isLessThan(4.5 * standardError);
  }

  @Test
  void mask_shouldFollowTheSeed() {
    INDArray first = masked(BackendKind.FAST, 1, DataType.FLOAT);

    assertThat(masked(BackendKind.FAST, 1, DataType.FLOAT)).isEqualTo(first);
    assertThat(masked(BackendKind.FAST, 2, DataType.FLOAT)).isNotEqualTo(first);
    assertThat(masked(BackendKind.ND4J, 1, DataType.FLOAT)).isEqualTo(first);
    assertThat(masked(BackendKind.REFERENCE, 1, DataType.FLOAT)).isEqualTo(first);
    assertThat(masked(BackendKind.ND4J, 1, DataType.DOUBLE).castTo(DataType.FLOAT))
        .isEqualTo(first);
  }

  @Test
  void seededDropout_shouldDropTheSame() {
    Nd4j.getRandom().setSeed(1);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, LENGTH);

    INDArray out = new SeededDropout(RATE).applyDropout(ones, ones, 0, 0, LayerRig.MEMORY);

    assertThat(out).isEqualTo(masked(BackendKind.FAST, 1, DataType.FLOAT));
  }

  /** Wherever an image's elements lie, and whoever computes. */
  @Test
  void maskOfImages_shouldNotDependOnTheOrderInMemory() {
    long[] shape = {4, 6, 5, 3};
    INDArray last =
        Nd4j.ones(DataType.FLOAT, shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2);
    INDArray first = imagesMasked(BackendKind.FAST, last);
    float[] drawn = new float[360];
    Nd4j.getRandom().setSeed(1);
    new SeededDropout.Mask(RATE, Nd4j.getRandom().nextLong()).fill(0, 360, drawn);

    assertThat(first.permute(0, 2, 3, 1).dup('c').data().asFloat()).containsExactly(drawn);
    for (BackendKind kind : BackendKind.values()) {
      assertThat(imagesMasked(kind, Nd4j.ones(DataType.FLOAT, shape)))
          .as("%s", kind)
          .isEqualTo(first);
    }
    Nd4j.getRandom().setSeed(1);
    INDArray ones = Nd4j.ones(DataType.FLOAT, shape);
    assertThat(new SeededDropout(RATE).applyDropout(ones, ones, 0, 0, LayerRig.MEMORY))
        .isEqualTo(first);
  }

  private static INDArray imagesMasked(BackendKind kind, INDArray x) {
    Nd4j.getRandom().setSeed(1);
    return kind.choose(DataType.FLOAT)
        .leakyRelu(0.2, RATE)
        .forward(x, true, LayerRig.MEMORY)
        .dup('c');
  }

  private static INDArray masked(BackendKind kind, long seed, DataType type) {
    Nd4j.getRandom().setSeed(seed);
    return rig(kind, RATE, type).forward(Nd4j.ones(type, 1, LENGTH), true);
  }

  private static LayerRig rig(BackendKind kind, double rate, DataType type) {
    return LayerRig.of(Dl4jLayers.leakyRelu(kind.choose(type), 0.2, rate), INPUT, type);
  }

  /**
   * 4.5 standard deviations: chance alone leaves them once in 150,000 runs, and seeds are fixed.
   */
  private static void assertWithinBinomialBounds(int count, double share) {
    double deviation = Math.sqrt(LENGTH * share * (1 - share));
    assertThat(Math.abs(count - LENGTH * share)).isLessThan(4.5 * deviation);
  }
}
