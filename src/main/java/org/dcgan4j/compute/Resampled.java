package org.dcgan4j.compute;

import java.util.function.LongUnaryOperator;
import org.dcgan4j.compute.Backend.Resampling;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that a {@link Resampling} computes: it has no parameters, and sees several pixels. */
final class Resampled extends AbstractLayer<NoParamLayer> {
  private static final long serialVersionUID = 1L;
  private final transient Resampling resampling;
  private final transient LongUnaryOperator side;

  Resampled(
      NeuralNetConfiguration conf, DataType type, Resampling resampling, LongUnaryOperator side) {
    super(conf, type);
    this.resampling = resampling;
    this.side = side;
  }

  boolean takesChannelsLast() {
    return resampling.takesChannelsLast();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
    input = taken(input, ArrayType.ACTIVATIONS, workspace);
    long[] s = input.shape();
    long[] shape = {s[0], s[1], side.applyAsLong(s[2]), side.applyAsLong(s[3])};
    boolean last = HostFloats.channelsLast(input);
    INDArray out =
        HostFloats.create(ArrayType.ACTIVATIONS, input.dataType(), shape, last, workspace);
    resampling.forward(input, out);
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
    INDArray gradient = taken(epsilon, ArrayType.ACTIVATION_GRAD, workspace);
    boolean last = HostFloats.channelsLast(gradient);
    INDArray xGradient =
        HostFloats.create(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), last, workspace);
    resampling.backward(gradient, xGradient);
    return new Pair<>(new DefaultGradient(), xGradient);
  }

  private INDArray taken(INDArray array, ArrayType type, LayerWorkspaceMgr workspace) {
    return takesChannelsLast()
        ? Dl4jLayers.dense(array, type, workspace)
        : Dl4jLayers.contiguous(array, type, workspace);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // It has none.
  }
}
