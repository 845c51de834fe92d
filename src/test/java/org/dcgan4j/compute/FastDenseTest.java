package org.dcgan4j.compute;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class FastDenseTest {

  @ParameterizedTest(name = "{0} of {1} to {2}, bias {3}")
  @CsvSource({
    "1, 1, 1, true",
    "1, 7, 5, true",
    "1, 7, 1, false",
    "3, 1, 4, true",
    "5, 6, 1, true",
    "128, 33, 17, false",
    "128, 33, 17, true"
  })
  void layer_shouldDoWhatTheStockLayerDoes(int n, int in, int out, boolean bias) {
    DenseLayer stock =
        new DenseLayer.Builder().nOut(out).hasBias(bias).activation(Activation.IDENTITY).build();
    StockComparison comparison =
        new StockComparison(new FastDense(out, bias), stock, InputType.feedForward(in), n, in);

    comparison.inference();
    comparison.training();
  }
}
