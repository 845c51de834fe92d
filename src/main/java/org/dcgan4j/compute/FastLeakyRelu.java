package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * LeakyReLU with inverted dropout behind it, in one pass; in training in place on its input, which
 * no layer before it needs again.
 */
public final class FastLeakyRelu extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final double slope;
  private final double rate;

  /**
   * @param slope for negative inputs, in [0, 1)
   * @param rate the share that is dropped in training, in [0, 1)
   */
  public FastLeakyRelu(double slope, double rate) {
    super(new ActivationLayer.Builder().activation(new ActivationLReLU(slope)));
    this.slope = slope;
    this.rate = rate;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Impl layer = new Impl(conf, type, (float) slope, rate);
    return Stock.adopt(layer, conf, listeners, layerIndex, parameters, initialize);
  }

  private static final class Impl extends org.deeplearning4j.nn.layers.ActivationLayer {
    private static final long serialVersionUID = 1L;
    private final float slope;
    private final double rate;
    private final SeededDropout slowDropout;

    Impl(NeuralNetConfiguration conf, DataType type, float slope, double rate) {
      super(conf, type);
      this.slope = slope;
      this.rate = rate;
      this.slowDropout = new SeededDropout(rate);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      if (!HostFloats.reachable(input)) {
        INDArray out = super.activate(training, workspace);
        boolean drop = training && rate != 0;
        return drop ? slowDropout.applyDropout(out, out, 0, 0, workspace) : out;
      }
      FloatBuffer x = HostFloats.of(input);
      if (!training) {
        INDArray out =
            workspace.createUninitialized(
                ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
        LeakyReluKernel.forward(x, HostFloats.of(out), slope);
        return out;
      }
      if (rate == 0) {
        LeakyReluKernel.forward(x, x, slope);
      } else {
        LeakyReluKernel.forward(x, slope, rate, Nd4j.getRandom().nextLong());
      }
      return input;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      if (!HostFloats.reachable(input)) {
        if (rate != 0) {
          slowDropout.backprop(epsilon, epsilon, 0, 0);
        }
        return super.backpropGradient(epsilon, workspace);
      }
      INDArray gradient = FastArrays.contiguous(epsilon, workspace);
      float scale = rate == 0 ? 1 : DropoutMask.scale(rate);
      LeakyReluKernel.backward(HostFloats.of(input), HostFloats.of(gradient), slope, scale);
      return new Pair<>(new DefaultGradient(), gradient);
    }
  }
}
