package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation in two passes each way instead of a dozen. */
final class FastBatchNorm implements Normalisation {
  private final double epsilon;
  private final double decay;
  private float[] batchMean;
  private float[] batchVariance;
  private float[] invStd;

  FastBatchNorm(double epsilon, double decay) {
    this.epsilon = epsilon;
    this.decay = decay;
  }

  @Override
  public void forward(INDArray x, Normal p, INDArray out) {
    int channels = Math.toIntExact(x.size(1));
    batchMean = new float[channels];
    batchVariance = new float[channels];
    BatchNormKernel kernel = BatchNormKernel.of(x);
    FloatBuffer floats = HostFloats.of(x);
    kernel.statistics(floats, batchMean, batchVariance);
    invStd = inverseRoot(batchVariance);
    kernel.normalise(
        floats,
        HostFloats.of(out),
        batchMean,
        invStd,
        HostFloats.copyOf(p.gamma()),
        HostFloats.copyOf(p.beta()));
  }

  @Override
  public void infer(INDArray x, Normal p, INDArray out) {
    float[] mean = HostFloats.copyOf(p.mean());
    float[] gamma = HostFloats.copyOf(p.gamma());
    float[] beta = HostFloats.copyOf(p.beta());
    float[] scale = inverseRoot(HostFloats.copyOf(p.variance()));
    float[] shift = new float[mean.length];
    for (int c = 0; c < mean.length; c++) {
      scale[c] *= gamma[c];
      shift[c] = beta[c] - mean[c] * scale[c];
    }
    BatchNormKernel.of(x).affine(HostFloats.of(x), HostFloats.of(out), scale, shift);
  }

  @Override
  public void backward(INDArray normalised, INDArray gradient, Normal p, Normal gradients) {
    FloatBuffer g = HostFloats.of(gradient);
    FloatBuffer xHat = HostFloats.of(normalised);
    BatchNormKernel kernel = BatchNormKernel.of(gradient);
    double[][] sums = kernel.gradientSums(g, xHat);
    float[] scale = HostFloats.copyOf(p.gamma());
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
    kernel.inputGradient(g, xHat, scale, epsilonMean, productMean);
    HostFloats.of(gradients.gamma()).put(0, dGamma);
    HostFloats.of(gradients.beta()).put(0, dBeta);
    moveTowards(batchMean, p.mean(), gradients.mean());
    moveTowards(batchVariance, p.variance(), gradients.variance());
  }

  private void moveTowards(float[] batch, INDArray statistic, INDArray update) {
    float[] running = HostFloats.copyOf(statistic);
    float share = (float) (1 - decay);
    for (int c = 0; c < running.length; c++) {
      running[c] = share * (running[c] - batch[c]);
    }
    HostFloats.of(update).put(0, running);
  }

  private float[] inverseRoot(float[] variance) {
    float[] result = new float[variance.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) (1 / Math.sqrt(variance[c] + epsilon));
    }
    return result;
  }
}
