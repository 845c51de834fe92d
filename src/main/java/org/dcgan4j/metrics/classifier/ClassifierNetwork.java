package org.dcgan4j.metrics.classifier;

import java.util.Map;
import org.dcgan4j.data.ImageBatches;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.model.layer.FastConvolution;
import org.dcgan4j.model.layer.FastDense;
import org.dcgan4j.model.layer.FastLeakyRelu;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * LeNet with strides in place of pooling: two convolutions, a dense layer of {@link #FEATURES}
 * features, and one output for each class.
 */
final class ClassifierNetwork {
  /** The width of the penultimate layer. */
  static final int FEATURES = 128;

  private static final String INPUT = "image";
  private static final String PENULTIMATE = "features";
  private static final String OUTPUT = "class";
  private static final int READ_AT_ONCE = 256;
  private static final double SLOPE = 0.1;
  private static final double LEARNING_RATE = 1e-3;

  private final ImageShape shape;
  private final ComputationGraph graph;

  /**
   * What the network is made for.
   *
   * @param classes how many it tells apart
   */
  record ImageShape(int height, int width, int classes) {
    int area() {
      return height * width;
    }
  }

  /**
   * @param steps of training, over which the learning rate falls to 0
   */
  ClassifierNetwork(ImageShape shape, long seed, int steps) {
    this.shape = shape;
    this.graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.RELU)
                .updater(
                    new Adam(new PolySchedule(ScheduleType.ITERATION, LEARNING_RATE, 1, steps)))
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.convolutional(shape.height(), shape.width(), 1))
                .addLayer("conv1", convolution(32), INPUT)
                .addLayer("relu1", new FastLeakyRelu(SLOPE, 0), "conv1")
                .addLayer("conv2", convolution(64), "relu1")
                .addLayer("relu2", new FastLeakyRelu(SLOPE, 0.25), "conv2")
                .addLayer("dense", new FastDense(FEATURES, true), "relu2")
                .addLayer(PENULTIMATE, new FastLeakyRelu(SLOPE, 0.5), "dense")
                .addLayer(OUTPUT, output(shape.classes()), PENULTIMATE)
                .setOutputs(OUTPUT)
                .build());
    // Our layers work in place, which DL4J's training workspaces take for a mistake.
    graph.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    graph.init();
  }

  private static Layer convolution(int channels) {
    return new FastConvolution(
        new ConvolutionLayer.Builder(5, 5)
            .stride(2, 2)
            .padding(2, 2)
            .convolutionMode(ConvolutionMode.Truncate)
            .nOut(channels)
            .activation(Activation.IDENTITY));
  }

  private static Layer output(int classes) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(classes)
        .build();
  }

  /**
   * One step of training.
   *
   * @param pixels {@code [N, area]}, 0 to 255
   * @param labels one for each image
   */
  void fit(byte[] pixels, int... labels) {
    INDArray expected = Nd4j.zeros(DataType.FLOAT, labels.length, shape.classes());
    for (int i = 0; i < labels.length; i++) {
      expected.putScalar(i, labels[i], 1);
    }
    graph.fit(new INDArray[] {images(pixels, 0, labels.length)}, new INDArray[] {expected});
  }

  /** Reads images: features {@code [N, FEATURES]} and probabilities {@code [N, classes]}. */
  Reading read(byte[] pixels) {
    int count = pixels.length / shape.area();
    float[] features = new float[Math.multiplyExact(count, FEATURES)];
    float[] probabilities = new float[Math.multiplyExact(count, shape.classes())];
    for (int from = 0; from < count; from += READ_AT_ONCE) {
      int n = Math.min(READ_AT_ONCE, count - from);
      Map<String, INDArray> layers = graph.feedForward(images(pixels, from, n), false);
      copy(layers.get(PENULTIMATE), features, from * FEATURES);
      copy(layers.get(OUTPUT), probabilities, from * shape.classes());
    }
    return new Reading(
        new Points(count, FEATURES, features), new Points(count, shape.classes(), probabilities));
  }

  private static void copy(INDArray array, float[] into, int at) {
    float[] floats = array.dup('c').data().asFloat();
    System.arraycopy(floats, 0, into, at, floats.length);
  }

  private INDArray images(byte[] pixels, int from, int n) {
    float[] scaled = new float[n * shape.area()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = ImageBatches.scaled(pixels[from * shape.area() + i] & 0xFF);
    }
    return Nd4j.createFromArray(scaled).reshape('c', n, 1, shape.height(), shape.width());
  }

  /** A copy of all parameters. */
  float[] parameters() {
    return graph.params().dup('c').data().asFloat();
  }

  /** How many parameters there are. */
  int length() {
    return Math.toIntExact(graph.numParams());
  }

  void setParameters(float... parameters) {
    graph.setParams(Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length));
  }
}
