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
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation that trains small arrays in a plain loop: for these, handing an operation to ND4J
 * takes many times longer than the operation. Large arrays, and everything that is not training, go
 * to the stock activation, so that a sample does not depend on how many are drawn with it.
 */
public final class FastActivation extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  /** About where the loop and the operation take the same time. */
  static final int SMALL = 1 << 13;

  private final ScalarFunction function;

  private FastActivation(IActivation stock, ScalarFunction function) {
    super(new ActivationLayer.Builder().activation(stock));
    this.function = function;
  }

  public static FastActivation tanh() {
    return new FastActivation(new ActivationTanH(), ScalarFunctions.TANH);
  }

  public static FastActivation sigmoid() {
    return new FastActivation(new ActivationSigmoid(), ScalarFunctions.SIGMOID);
  }

  public static FastActivation relu() {
    return new FastActivation(new ActivationReLU(), ScalarFunctions.RELU);
  }

  public static FastActivation identity() {
    return new FastActivation(new ActivationIdentity(), ScalarFunctions.IDENTITY);
  }

  /** See {@link ScaleActivation}. */
  public static FastActivation scale(double factor) {
    return new FastActivation(
        new ScaleActivation(factor), new ScalarFunctions.Scale((float) factor));
  }

  /** See {@link ClipActivation}. */
  public static FastActivation clip(double least, double greatest) {
    return new FastActivation(
        new ClipActivation(least, greatest),
        new ScalarFunctions.Clip((float) least, (float) greatest));
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Impl layer = new Impl(conf, type, function);
    return Stock.adopt(layer, conf, listeners, layerIndex, parameters, initialize);
  }

  private static final class Impl extends org.deeplearning4j.nn.layers.ActivationLayer {
    private static final long serialVersionUID = 1L;
    private final ScalarFunction function;
    private final float[] x = new float[SMALL];
    private final float[] y = new float[SMALL];

    Impl(NeuralNetConfiguration conf, DataType type, ScalarFunction function) {
      super(conf, type);
      this.function = function;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      if (!training || !isSmall()) {
        return super.activate(training, workspace);
      }
      int n = (int) input.length();
      HostFloats.of(input).get(0, x, 0, n);
      for (int i = 0; i < n; i++) {
        y[i] = function.value(x[i]);
      }
      INDArray out =
          workspace.createUninitialized(
              ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
      HostFloats.of(out).put(0, y, 0, n);
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      if (!isSmall()) {
        return super.backpropGradient(epsilon, workspace);
      }
      INDArray gradient = FastArrays.contiguous(epsilon, workspace);
      FloatBuffer floats = HostFloats.of(gradient);
      for (int i = 0; i < input.length(); i++) {
        floats.put(i, floats.get(i) * function.slope(x[i], y[i]));
      }
      return new Pair<>(new DefaultGradient(), gradient);
    }

    private boolean isSmall() {
      return input.length() <= SMALL && HostFloats.reachable(input);
    }
  }
}
