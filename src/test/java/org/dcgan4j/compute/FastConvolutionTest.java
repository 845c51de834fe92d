package org.dcgan4j.compute;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class FastConvolutionTest {

  @ParameterizedTest(name = "k{0} s{1} p{2}, {3} of {4}x{5}, bias {6}")
  @CsvSource({
    "1, 1, 0,   1, 5, 4, true",
    "1, 2, 0,   3, 6, 6, true",
    "2, 1, 1,   2, 4, 5, false",
    "2, 3, 0,   2, 8, 7, true",
    "3, 1, 1,   1, 7, 7, true",
    "3, 2, 1, 128, 8, 8, true",
    "3, 2, 0,   2, 8, 6, false",
    "4, 2, 1, 128, 8, 8, false",
    "4, 2, 1,   3, 7, 9, true",
    "4, 3, 2,   2, 9, 8, true",
    "5, 1, 2,   2, 6, 7, true",
    "5, 2, 2,   1, 7, 8, false",
    "5, 3, 0,   2, 9, 12, true"
  })
  void layer_shouldDoWhatTheStockLayerDoes(
      int kernel, int stride, int padding, int n, int height, int width, boolean bias) {
    StockComparison comparison =
        new StockComparison(
            new FastConvolution(builder(kernel, stride, padding, bias)),
            builder(kernel, stride, padding, bias).build(),
            InputType.convolutional(height, width, 3),
            n,
            3,
            height,
            width);

    comparison.inference();
    comparison.training();
  }

  private static ConvolutionLayer.Builder builder(int k, int stride, int padding, boolean bias) {
    return new ConvolutionLayer.Builder(k, k)
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(5)
        .hasBias(bias)
        .activation(Activation.IDENTITY);
  }
}
