package org.dcgan4j.compute;

import java.util.Collection;
import org.dcgan4j.compute.Backend.Deviation;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The configuration of a layer that DL4J has not: {@link Deviation}. As in use each image is a
 * group of its own, so that what comes out of one depends on no other. Both kits have it, and
 * DL4J's files keep it.
 */
public final class GroupDeviation extends NoParamLayer {
  private static final long serialVersionUID = 1L;
  private final int group;
  private final boolean inUse;
  private final transient Backend backend;

  /** In ND4J's operations. */
  @JsonCreator
  public GroupDeviation(
      @JsonProperty("group") int group, @JsonProperty("inUse") boolean alwaysInUse) {
    this(group, alwaysInUse, null);
  }

  /**
   * @param group images of one, at most
   * @param alwaysInUse whether it runs as in use in training, too
   * @param backend null for ND4J's operations
   */
  public GroupDeviation(int group, boolean alwaysInUse, Backend backend) {
    this.group = group;
    this.inUse = alwaysInUse;
    this.backend = backend;
  }

  public int getGroup() {
    return group;
  }

  public boolean isInUse() {
    return inUse;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Deviation deviation = (backend == null ? new Nd4jBackend() : backend).deviation();
    return Dl4jLayers.placed(new Appending(conf, type, deviation), listeners, layerIndex);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType in) {
    InputTypeConvolutional image = (InputTypeConvolutional) in;
    return InputType.convolutional(image.getHeight(), image.getWidth(), image.getChannels() + 1);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType in) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType in) {
    return new LayerMemoryReport.Builder(layerName, getClass(), in, getOutputType(-1, in))
        .standardMemory(0, 0)
        .workingMemory(0, 2 * in.arrayElementsPerExample(), 0, 2 * in.arrayElementsPerExample())
        .cacheMemory(0, 0)
        .build();
  }

  private final class Appending extends AbstractLayer<NoParamLayer> {
    private static final long serialVersionUID = 1L;
    private final transient Deviation deviation;
    private int groups;

    Appending(NeuralNetConfiguration conf, DataType type, Deviation deviation) {
      super(conf, type);
      this.deviation = deviation;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      input = Dl4jLayers.contiguous(input, ArrayType.ACTIVATIONS, workspace);
      int n = (int) input.size(0);
      groups = training && !inUse ? (n + group - 1) / group : n;
      INDArray out = create(ArrayType.ACTIVATIONS, input.size(1) + 1, workspace);
      deviation.forward(input, groups, out);
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = Dl4jLayers.contiguous(epsilon, ArrayType.ACTIVATION_GRAD, workspace);
      INDArray xGradient = create(ArrayType.ACTIVATION_GRAD, input.size(1), workspace);
      deviation.backward(input, groups, gradient, xGradient);
      return new Pair<>(new DefaultGradient(), xGradient);
    }

    private INDArray create(ArrayType type, long channels, LayerWorkspaceMgr workspace) {
      long[] shape = {input.size(0), channels, input.size(2), input.size(3)};
      return workspace.createUninitialized(type, input.dataType(), shape, 'c');
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
}
