package org.dcgan4j.compute;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that passes the gradient to the layer before it and learns nothing.
 *
 * <p>Unlike the stock {@code FrozenLayerWithBackprop}, which it extends, it runs the layer inside
 * as in training in both directions, so that the dropout mask of the backward pass is that of the
 * forward pass; and where the layer inside can, it computes no gradient of the weights.
 */
public final class FrozenWithGradient extends FrozenLayerWithBackprop {
  private static final long serialVersionUID = 1L;

  public FrozenWithGradient(org.deeplearning4j.nn.conf.layers.Layer inside) {
    super(inside);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Layer stock = super.instantiate(conf, listeners, layerIndex, parameters, initialize, type);
    Layer inside = ((org.deeplearning4j.nn.layers.FrozenLayerWithBackprop) stock).getInsideLayer();
    return new Impl(inside);
  }

  private static final class Impl extends BaseWrapperLayer {
    private static final long serialVersionUID = 1L;

    Impl(Layer inside) {
      super(inside);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient =
          underlying instanceof Dl4jLayers.Weighted weighted
              ? weighted.backpropInput(epsilon, workspace)
              : underlying.backpropGradient(epsilon, workspace).getSecond();
      return new Pair<>(new DefaultGradient(), xGradient);
    }
  }
}
