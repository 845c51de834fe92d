package org.dcgan4j.compute;

import java.util.Collection;
import org.dcgan4j.compute.Blas.Matrix;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense layer without activation whose output lies in C order, so that reshaping it to an image
 * copies nothing, and without a second forward pass. Each product is one BLAS call on the
 * transposed problem.
 */
public final class FastDense extends DenseLayer {
  private static final long serialVersionUID = 1L;

  public FastDense(long units, boolean hasBias) {
    setNOut(units);
    setHasBias(hasBias);
    setActivationFn(new ActivationIdentity());
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

  private static final class Impl extends org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer
      implements SplitBackprop {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    Impl(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      INDArray weights = getParam(WEIGHTS);
      INDArray out =
          workspace.createUninitialized(
              ArrayType.ACTIVATIONS,
              input.dataType(),
              new long[] {input.size(0), weights.size(1)},
              'c');
      if (HostFloats.reachable(input)) {
        Blas.productInParallel(
            rows(input), transposed(weights).transpose(), rows(out), batch(), nOut(), nIn());
      } else {
        Nd4j.gemm(weights, input.transpose(), out.transpose(), true, false, 1, 0);
      }
      if (hasBias()) {
        addBias(out, training);
      }
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient = backpropInput(epsilon, workspace);
      backpropWeights(epsilon, workspace);
      Gradient gradient = new DefaultGradient();
      gradientViews.forEach(gradient::setGradientFor);
      return new Pair<>(gradient, xGradient);
    }

    @Override
    public INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray weights = getParam(WEIGHTS);
      INDArray xGradient =
          workspace.createUninitialized(
              ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
      if (HostFloats.reachable(input)) {
        INDArray gradient = FastArrays.contiguous(epsilon, workspace);
        Blas.productInParallel(
            rows(gradient), transposed(weights), rows(xGradient), batch(), nIn(), nOut());
      } else {
        Nd4j.gemm(weights, epsilon.transpose(), xGradient.transpose(), false, false, 1, 0);
      }
      return xGradient;
    }

    @Override
    public void backpropWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray weightGradient = gradientViews.get(WEIGHTS);
      if (HostFloats.reachable(input)) {
        INDArray gradient = FastArrays.contiguous(epsilon, workspace);
        Matrix sum = transposed(weightGradient);
        Blas.productInParallel(
            rows(gradient).transpose(), rows(input), sum, nOut(), nIn(), batch());
      } else {
        Nd4j.gemm(input.transpose(), epsilon.transpose(), weightGradient, false, true, 1, 0);
      }
      if (hasBias()) {
        sumRows(epsilon, gradientViews.get(BIAS));
      }
    }

    /**
     * Small arrays in a plain loop, see {@link FastActivation}. A sample must not depend on how
     * many are drawn with it, so that only training does.
     */
    private void addBias(INDArray out, boolean training) {
      INDArray bias = getParam(BIAS);
      if (training && isSmall(out) && HostFloats.reachable(bias)) {
        SmallRows.add(HostFloats.of(bias), HostFloats.of(out), nOut());
      } else {
        out.addiRowVector(bias);
      }
    }

    private void sumRows(INDArray epsilon, INDArray sum) {
      if (isSmall(epsilon) && HostFloats.reachable(sum)) {
        SmallRows.sum(HostFloats.of(epsilon), HostFloats.of(sum));
      } else {
        FastArrays.sum(epsilon, sum, 0);
      }
    }

    private static boolean isSmall(INDArray array) {
      return array.length() <= FastActivation.SMALL && HostFloats.reachable(array);
    }

    private int batch() {
      return Math.toIntExact(input.size(0));
    }

    private int nIn() {
      return Math.toIntExact(getParam(WEIGHTS).size(0));
    }

    private int nOut() {
      return Math.toIntExact(getParam(WEIGHTS).size(1));
    }

    private static Matrix rows(INDArray matrix) {
      return Matrix.of(matrix, matrix.size(1));
    }

    /** Weights, or their gradients, lie in F order: row by row that is their transpose. */
    private Matrix transposed(INDArray weights) {
      return Matrix.of(weights, nIn());
    }
  }
}
