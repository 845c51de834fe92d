package org.dcgan4j.compute;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class FastDeconvolutionTest {

  @ParameterizedTest(name = "k{0} s{1} p{2}, {3} of {4}x{5}, bias {6}")
  @CsvSource({
    "1, 1, 0,   1, 5, 4, true",
    "1, 2, 0,   2, 3, 4, true",
    "2, 1, 1,   2, 4, 5, false",
    "2, 3, 0,   2, 3, 4, true",
    "3, 1, 1,   1, 7, 7, true",
    "3, 2, 1, 128, 4, 4, true",
    "4, 2, 1, 128, 4, 4, false",
    "4, 2, 1,   3, 3, 5, true",
    "4, 3, 2,   2, 3, 4, true",
    "5, 1, 2,   2, 6, 7, true",
    "5, 2, 2,   1, 1, 4, false",
    "5, 3, 0,   2, 3, 2, true"
  })
  void layer_shouldDoWhatTheStockLayerDoes(
      int kernel, int stride, int padding, int n, int height, int width, boolean bias) {
    StockComparison comparison =
        new StockComparison(
            new FastDeconvolution(builder(kernel, stride, padding, bias)),
            builder(kernel, stride, padding, bias).build(),
            InputType.convolutional(height, width, 5),
            n,
            5,
            height,
            width);

    comparison.inference();
    comparison.training();
  }

  private static Deconvolution2D.Builder builder(int k, int stride, int padding, boolean bias) {
    Deconvolution2D.Builder builder = new Deconvolution2D.Builder(k, k);
    builder
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(3)
        .hasBias(bias)
        .activation(Activation.IDENTITY);
    return builder;
  }
}
