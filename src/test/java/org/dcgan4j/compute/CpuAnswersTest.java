package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every own layer, on whatever backend this is, against the answers that the CPU build of M2.1
 * gave: output, input gradient, and gradients of the parameters.
 */
class CpuAnswersTest {
  private static final Backend BACKEND = BackendKind.AUTO.choose(DataType.FLOAT);
  private static final Map<String, Supplier<LayerRig>> LAYERS = new LinkedHashMap<>();
  private static final Map<String, long[]> INPUTS = new LinkedHashMap<>();

  static {
    put("dense", CpuAnswersTest::dense, InputType.feedForward(5), 3, 5);
    put("batchNorm", CpuAnswersTest::batchNorm, InputType.feedForward(4), 6, 4);
    put("imageBatchNorm", CpuAnswersTest::batchNorm, InputType.convolutional(3, 3, 2), 4, 2, 3, 3);
    put("leakyRelu", () -> Dl4jLayers.leakyRelu(BACKEND, 0.2, 0), InputType.feedForward(7), 3, 7);
    put("conv", CpuAnswersTest::conv, InputType.convolutional(6, 6, 2), 2, 2, 6, 6);
    put("deconv", CpuAnswersTest::deconv, InputType.convolutional(3, 3, 3), 2, 3, 3, 3);
  }

  private static void put(String name, Supplier<Layer> layer, InputType input, long... shape) {
    LAYERS.put(name, () -> LayerRig.of(layer.get(), input, DataType.FLOAT));
    INPUTS.put(name, shape);
  }

  static Stream<String> layers() {
    return LAYERS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layer_shouldAnswerAsOnTheCpu(String name) {
    LayerRig rig = LAYERS.get(name).get();
    INDArray output = rig.forward(LayerRig.numbers(1, DataType.FLOAT, INPUTS.get(name)), true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, output.shape());

    compare(name + " output", output);
    compare(name + " input gradient", rig.backward(epsilon));
    if (rig.gradients() != null) {
      compare(name + " gradients", rig.gradients());
    }
  }

  private static void compare(String name, INDArray actual) {
    double[] answer = RecordedAnswers.of(name, actual);
    INDArray expected =
        Nd4j.createFromArray(answer).castTo(DataType.FLOAT).reshape('c', actual.shape());
    assertThat(LayerRig.difference(actual, expected))
        .as(name)
        .isLessThan(RecordedAnswers.tolerance());
  }

  private static Layer dense() {
    DenseLayer.Builder builder = new DenseLayer.Builder();
    return Dl4jLayers.dense(BACKEND, builder.nOut(4).activation(Activation.IDENTITY).build());
  }

  private static Layer batchNorm() {
    BatchNormalization stock = new BatchNormalization();
    stock.setUseLogStd(false);
    return Dl4jLayers.batchNorm(BACKEND, stock, false);
  }

  private static Layer conv() {
    ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(4, 4);
    builder.stride(2, 2).padding(1, 1).nOut(3).activation(Activation.IDENTITY);
    return Dl4jLayers.convolution(BACKEND, builder.build());
  }

  private static Layer deconv() {
    Deconvolution2D.Builder builder = new Deconvolution2D.Builder(4, 4);
    builder.stride(2, 2).padding(1, 1).nOut(2).activation(Activation.IDENTITY);
    return Dl4jLayers.convolution(BACKEND, builder.build());
  }
}
