package org.dcgan4j.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer without a network, with parameters that depend only on their number. */
record LayerRig(Layer layer, INDArray params, INDArray gradients) {
  static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.noWorkspaces();

  static LayerRig of(org.deeplearning4j.nn.conf.layers.Layer conf, InputType input, DataType type) {
    NeuralNetConfiguration network =
        new NeuralNetConfiguration.Builder().dataType(type).layer(conf).build();
    network.getLayer().setNIn(input, true);
    long count = network.getLayer().initializer().numParams(network);
    INDArray params = count == 0 ? null : numbers(5, type, 1, count).muli(0.5);
    INDArray gradients = count == 0 ? null : Nd4j.create(type, 1, count).assign(Double.NaN);
    Layer layer = network.getLayer().instantiate(network, List.of(), 0, params, false, type);
    if (gradients != null) {
      layer.setBackpropGradientsViewArray(gradients);
    }
    return new LayerRig(layer, params, gradients);
  }

  /** Numbers around 0 that depend on the seed alone. */
  static INDArray numbers(long seed, DataType type, long... shape) {
    double[] values =
        new Random(seed)
            .doubles(Arrays.stream(shape).reduce(1, Math::multiplyExact), -1.5, 1.5)
            .toArray();
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  /** The output; the layer gets a copy of {@code x}. */
  INDArray forward(INDArray x, boolean training) {
    layer.setInput(x.dup('c'), MEMORY);
    return layer.activate(training, MEMORY).dup('c');
  }

  /** The gradient of the input; those of the parameters are in {@link #gradients}. */
  INDArray backward(INDArray epsilon) {
    return layer.backpropGradient(epsilon, MEMORY).getSecond();
  }

  /** The largest difference, relative to the largest number expected. */
  static double difference(INDArray actual, INDArray expected) {
    if (!Arrays.equals(actual.shape(), expected.shape())) {
      throw new AssertionError(
          Arrays.toString(actual.shape()) + " is not " + Arrays.toString(expected.shape()));
    }
    double[] a = actual.dup('c').data().asDouble();
    double[] e = expected.dup('c').data().asDouble();
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(e[i]));
      difference = Math.max(difference, Math.abs(a[i] - e[i]));
      if (Double.isNaN(a[i]) || Double.isNaN(e[i])) {
        return Double.NaN;
      }
    }
    return difference / Math.max(largest, 1e-30);
  }
}
