package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class FastBatchNormTest {

  @ParameterizedTest
  @ValueSource(ints = {5, 17, 128})
  void features_shouldBeNormalisedAsInTheStockLayer(int n) {
    compare(new StockComparison(new FastBatchNorm(), stock(), InputType.feedForward(7), n, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 128})
  void channels_shouldBeNormalisedAsInTheStockLayer(int n) {
    InputType images = InputType.convolutional(3, 5, 4);
    compare(new StockComparison(new FastBatchNorm(), stock(), images, n, 4, 3, 5));
  }

  /** The naive sum of squares loses everything here: 1000 is 10,000 standard deviations. */
  @Test
  void farFromZero_shouldStillHaveUnitVariance() {
    LayerRig rig = LayerRig.of(new FastBatchNorm(), InputType.feedForward(3), DataType.FLOAT);
    rig.layer().getParam("gamma").assign(1);
    rig.layer().getParam("beta").assign(0);
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 512, 3).mul(0.1).add(1000);

    INDArray out = rig.forward(x, true);

    double[] mean = out.mean(0).toDoubleVector();
    double[] deviation = out.std(false, 0).toDoubleVector();
    for (int c = 0; c < 3; c++) {
      assertThat(Math.abs(mean[c])).isLessThan(1e-3);
      assertThat(Math.abs(deviation[c] - 1)).isLessThan(2e-3);
    }
  }

  private static void compare(StockComparison comparison) {
    positiveVariance(comparison.fast());
    positiveVariance(comparison.stock());
    comparison.inference();
    comparison.training();
  }

  private static void positiveVariance(LayerRig rig) {
    INDArray variance = rig.layer().getParam("var");
    variance.assign(variance.mul(variance).add(0.1));
  }

  private static BatchNormalization stock() {
    BatchNormalization layer = new BatchNormalization();
    layer.setUseLogStd(false);
    return layer;
  }
}
