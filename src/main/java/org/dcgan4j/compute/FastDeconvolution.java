package org.dcgan4j.compute;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A transposed convolution with a square kernel, explicit padding and no activation, as one native
 * operation without permuting the weights and without a second forward pass.
 */
public final class FastDeconvolution extends Deconvolution2D {
  private static final long serialVersionUID = 1L;

  public FastDeconvolution(Deconvolution2D.Builder builder) {
    super(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Impl layer = new Impl(conf, type);
    return Stock.adopt(layer, conf, listeners, layerIndex, parameters, initialize);
  }

  private static final class Impl
      extends org.deeplearning4j.nn.layers.convolution.Deconvolution2DLayer
      implements SplitBackprop {
    private static final long serialVersionUID = 1L;
    private final transient ConvolutionPasses passes =
        new ConvolutionPasses(NativeConvolution.DECONVOLUTION, this);

    Impl(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      return passes.activate(workspace);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      return passes.backprop(epsilon, gradientViews, workspace);
    }

    @Override
    public INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
      return passes.backpropInput(epsilon, workspace);
    }

    @Override
    public void backpropWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
      passes.backpropWeights(epsilon, gradientViews, workspace);
    }
  }
}
