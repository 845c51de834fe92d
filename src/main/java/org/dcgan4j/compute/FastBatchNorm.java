package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation in two passes each way instead of a dozen, in training in place on its input,
 * which no layer before it needs again. The running mean and variance change as the stock layer's
 * do: as "gradients" that the updater subtracts.
 */
public final class FastBatchNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  public FastBatchNorm() {
    setUseLogStd(false);
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
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private static final long serialVersionUID = 1L;
    private transient float[] batchMean;
    private transient float[] batchVariance;
    private transient float[] invStd;

    Impl(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      if (!HostFloats.reachable(input)) {
        return super.activate(training, workspace);
      }
      INDArray out =
          workspace.createUninitialized(
              ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
      float[] gamma = floats(BatchNormalizationParamInitializer.GAMMA);
      float[] beta = floats(BatchNormalizationParamInitializer.BETA);
      if (training) {
        normalise(HostFloats.of(input), HostFloats.of(out), gamma, beta);
      } else {
        float[] mean = floats(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        float[] scale = inverseRoot(floats(BatchNormalizationParamInitializer.GLOBAL_VAR));
        float[] shift = new float[mean.length];
        for (int c = 0; c < mean.length; c++) {
          scale[c] *= gamma[c];
          shift[c] = beta[c] - mean[c] * scale[c];
        }
        kernel().affine(HostFloats.of(input), HostFloats.of(out), scale, shift);
      }
      return out;
    }

    private void normalise(FloatBuffer x, FloatBuffer y, float[] gamma, float[] beta) {
      batchMean = new float[gamma.length];
      batchVariance = new float[gamma.length];
      BatchNormKernel kernel = kernel();
      kernel.statistics(x, batchMean, batchVariance);
      invStd = inverseRoot(batchVariance);
      kernel.normalise(x, y, batchMean, invStd, gamma, beta);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      if (!HostFloats.reachable(input)) {
        return super.backpropGradient(epsilon, workspace);
      }
      INDArray gradient = FastArrays.contiguous(epsilon, workspace);
      BatchNormKernel kernel = kernel();
      double[][] sums = kernel.gradientSums(HostFloats.of(gradient), HostFloats.of(input));
      float[] scale = floats(BatchNormalizationParamInitializer.GAMMA);
      float[] dBeta = new float[scale.length];
      float[] dGamma = new float[scale.length];
      float[] epsilonMean = new float[scale.length];
      float[] productMean = new float[scale.length];
      for (int c = 0; c < scale.length; c++) {
        dBeta[c] = (float) sums[0][c];
        dGamma[c] = (float) sums[1][c];
        epsilonMean[c] = (float) (sums[0][c] / kernel.samples());
        productMean[c] = (float) (sums[1][c] / kernel.samples());
        scale[c] *= invStd[c];
      }
      kernel.inputGradient(
          HostFloats.of(gradient), HostFloats.of(input), scale, epsilonMean, productMean);
      put(BatchNormalizationParamInitializer.GAMMA, dGamma);
      put(BatchNormalizationParamInitializer.BETA, dBeta);
      put(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          runningUpdate(BatchNormalizationParamInitializer.GLOBAL_MEAN, batchMean));
      put(
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          runningUpdate(BatchNormalizationParamInitializer.GLOBAL_VAR, batchVariance));
      Gradient result = new DefaultGradient();
      gradientViews.forEach(result::setGradientFor);
      return new Pair<>(result, gradient);
    }

    /** What subtracting moves the running statistic by one step towards the batch's. */
    private float[] runningUpdate(String parameter, float[] batch) {
      float[] running = floats(parameter);
      float share = (float) (1 - layerConf().getDecay());
      for (int c = 0; c < running.length; c++) {
        running[c] = share * (running[c] - batch[c]);
      }
      return running;
    }

    private BatchNormKernel kernel() {
      long plane = input.rank() == 4 ? input.size(2) * input.size(3) : 1;
      return new BatchNormKernel(input.size(0), input.size(1), plane);
    }

    private float[] inverseRoot(float[] variance) {
      float[] result = new float[variance.length];
      for (int c = 0; c < result.length; c++) {
        result[c] = (float) (1 / Math.sqrt(variance[c] + layerConf().getEps()));
      }
      return result;
    }

    private float[] floats(String parameter) {
      return HostFloats.copyOf(getParam(parameter));
    }

    private void put(String parameter, float[] gradient) {
      HostFloats.of(gradientViews.get(parameter)).put(0, gradient);
    }
  }
}
