package org.dcgan4j.compute;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The configuration of a convolution in groups, which DL4J has not: that of one from the channels
 * of a group, so that its weights are {@code [out, in / groups, k, k]}. Our layer runs it.
 */
public final class GroupedConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;
  private final int groups;

  public GroupedConvolution(BaseConvBuilder<?> builder, int groups) {
    super(builder);
    this.groups = groups;
  }

  public int getGroups() {
    return groups;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (getNIn() <= 0 || override) {
      super.setNIn(inputType, true);
      setNIn(getNIn() / groups);
    }
  }

  /**
   * A layer's parameters as DL4J's own one has them, {@code [1, n]}: a full convolution, whose
   * weights between different groups are 0.
   */
  public static INDArray spread(Layer layer) {
    if (!(layer.conf().getLayer() instanceof GroupedConvolution conf)) {
      return layer.params().reshape(1, layer.numParams());
    }
    INDArray weights = layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
    INDArray bias = layer.getParam(ConvolutionParamInitializer.BIAS_KEY);
    long[] shape = weights.shape();
    long out = shape[0] / conf.groups;
    long in = shape[1];
    INDArray full = Nd4j.create(weights.dataType(), shape[0], in * conf.groups, shape[2], shape[3]);
    for (int g = 0; g < conf.groups; g++) {
      full.get(interval(g * out, (g + 1) * out), interval(g * in, (g + 1) * in), all(), all())
          .assign(GroupByGroup.ofGroup(weights, g, conf.groups));
    }
    INDArray flat = full.reshape('c', 1, full.length());
    return bias == null ? flat : Nd4j.concat(1, bias.reshape(1, bias.length()), flat);
  }
}
