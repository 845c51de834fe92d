package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation in two passes each way instead of a dozen, over raw floats {@code [N,
 * channels, plane]}, where a plane is one channel of one image, or a single number for dense
 * features. Whatever is of a channel has {@code [channels]}.
 */
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
    Rows rows = Rows.of(x);
    FloatBuffer floats = HostFloats.dense(x);
    statistics(rows, floats);
    invStd = inverseRoot(batchVariance);
    float[] shift = new float[rows.channels];
    for (int c = 0; c < shift.length; c++) {
      shift[c] = -batchMean[c] * invStd[c];
    }
    float[] gamma = HostFloats.copyOf(p.gamma());
    float[] beta = HostFloats.copyOf(p.beta());
    FloatBuffer y = HostFloats.dense(out);
    rows.forEach(
        (start, a, b) -> {
          floats.get(start, a, 0, rows.size());
          rows.affine(a, a, invStd, shift);
          floats.put(start, a, 0, rows.size());
          rows.affine(a, b, gamma, beta);
          y.put(start, b, 0, rows.size());
        });
  }

  /** Each channel's mean and (biased) variance over the batch. */
  private void statistics(Rows rows, FloatBuffer x) {
    float[] pivot = new float[rows.channels];
    for (int c = 0; c < pivot.length; c++) {
      pivot[c] = x.get(rows.channelsLast ? c : c * rows.plane);
    }
    double[][] sums = rows.sums(x, x, pivot);
    batchMean = new float[pivot.length];
    batchVariance = new float[pivot.length];
    for (int c = 0; c < pivot.length; c++) {
      double shift = sums[0][c] / rows.samples();
      batchMean[c] = (float) (pivot[c] + shift);
      batchVariance[c] = (float) Math.max(0, sums[1][c] / rows.samples() - shift * shift);
    }
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
    Rows rows = Rows.of(x);
    FloatBuffer floats = HostFloats.dense(x);
    FloatBuffer y = HostFloats.dense(out);
    rows.forEach(
        (start, a, b) -> {
          floats.get(start, a, 0, rows.size());
          rows.affine(a, b, scale, shift);
          y.put(start, b, 0, rows.size());
        });
  }

  @Override
  public INDArray backward(INDArray normalised, INDArray gradient, Normal p, Normal gradients) {
    FloatBuffer g = HostFloats.dense(gradient);
    FloatBuffer xHat = HostFloats.dense(normalised);
    Rows rows = Rows.of(gradient);
    float[] scale = HostFloats.copyOf(p.gamma());
    double[][] sums = rows.sums(g, xHat, new float[scale.length]);
    float[] gradientMean = quotients(sums[0], rows.samples());
    float[] productMean = quotients(sums[1], rows.samples());
    for (int c = 0; c < scale.length; c++) {
      scale[c] *= invStd[c];
    }
    rows.forEach(
        (start, a, b) -> {
          g.get(start, a, 0, rows.size());
          xHat.get(start, b, 0, rows.size());
          rows.combine(a, b, scale, gradientMean, productMean);
          g.put(start, a, 0, rows.size());
        });
    HostFloats.of(gradients.gamma()).put(0, quotients(sums[1], 1));
    HostFloats.of(gradients.beta()).put(0, quotients(sums[0], 1));
    moveTowards(batchMean, p.mean(), gradients.mean(), decay);
    moveTowards(batchVariance, p.variance(), gradients.variance(), decay);
    return gradient;
  }

  private static float[] quotients(double[] sums, int divisor) {
    float[] result = new float[sums.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) (sums[c] / divisor);
    }
    return result;
  }

  /** Writes what subtracting moves a running statistic by one step towards the batch's. */
  static void moveTowards(INDArray batch, INDArray statistic, INDArray update, double decay) {
    moveTowards(HostFloats.copyOf(batch), statistic, update, decay);
  }

  private static void moveTowards(
      float[] batch, INDArray statistic, INDArray update, double decay) {
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

  /** A row is one image, {@code [channels, plane]}, or {@code [plane, channels]}. */
  record Rows(int images, int channels, int plane, boolean channelsLast) {
    private static final int FLOATS_PER_TASK = 1 << 16;
    private static final ThreadLocal<float[][]> SCRATCH =
        ThreadLocal.withInitial(() -> new float[2][0]);

    static Rows of(INDArray x) {
      int images = Math.toIntExact(x.size(0));
      int channels = Math.toIntExact(x.size(1));
      int plane = Math.toIntExact(x.length() / images / channels);
      return new Rows(images, channels, plane, plane == 1 || HostFloats.channelsLast(x));
    }

    /** Numbers of one image. */
    int size() {
      return channels * plane;
    }

    /** Few enough that a small batch keeps several cores busy; the same on any machine. */
    int imagesPerTask() {
      return Math.min(16, Math.max(1, FLOATS_PER_TASK / size()));
    }

    /** How many numbers each channel's statistics are taken over. */
    int samples() {
      return images * plane;
    }

    interface Pass {
      void accept(int rowStart, float[] a, float[] b);
    }

    /** Runs a pass for each image, with two arrays to work in. */
    void forEach(Pass pass) {
      Threads.forRanges(
          images,
          imagesPerTask(),
          (from, to) -> {
            float[][] s = SCRATCH.get();
            if (s[0].length < size()) {
              s[0] = new float[size()];
              s[1] = new float[size()];
            }
            for (int n = from; n < to; n++) {
              pass.accept(n * size(), s[0], s[1]);
            }
          });
    }

    /**
     * The sums over the batch of {@code x - pivot} and of {@code (x - pivot) (y - pivot)}, per
     * channel: over pieces of a fixed number of images, then added in double precision, so that
     * they depend neither on the number of threads nor much on the order.
     */
    double[][] sums(FloatBuffer x, FloatBuffer y, float[] pivot) {
      int tasks = (images + imagesPerTask() - 1) / imagesPerTask();
      float[][] sums = new float[tasks][channels];
      float[][] products = new float[tasks][channels];
      forEach(
          (start, a, b) -> {
            int task = start / size() / imagesPerTask();
            x.get(start, a, 0, size());
            if (x != y) {
              y.get(start, b, 0, size());
            }
            addProducts(a, x == y ? a : b, pivot, sums[task], products[task]);
          });
      return new double[][] {total(sums), total(products)};
    }

    private double[] total(float[][] parts) {
      double[] total = new double[channels];
      for (float[] part : parts) {
        for (int c = 0; c < channels; c++) {
          total[c] += part[c];
        }
      }
      return total;
    }

    /** Adds an image's sums to those of each channel. */
    void addProducts(float[] x, float[] y, float[] pivot, float[] sums, float[] products) {
      if (channelsLast) {
        addPixels(x, y, pivot, sums, products);
        return;
      }
      for (int c = 0; c < channels; c++) {
        float p = pivot[c];
        // Two sums each, so that an addition need not wait for the one before it.
        float s0 = 0, s1 = 0, q0 = 0, q1 = 0;
        int i = c * plane;
        int end = i + plane;
        for (; i + 1 < end; i += 2) {
          float d0 = x[i] - p;
          float d1 = x[i + 1] - p;
          s0 += d0;
          s1 += d1;
          q0 += d0 * (y[i] - p);
          q1 += d1 * (y[i + 1] - p);
        }
        if (i < end) {
          float d = x[i] - p;
          s0 += d;
          q0 += d * (y[i] - p);
        }
        sums[c] += s0 + s1;
        products[c] += q0 + q1;
      }
    }

    private void addPixels(float[] x, float[] y, float[] pivot, float[] sums, float[] products) {
      float[] s = new float[channels];
      float[] q = new float[channels];
      for (int at = 0; at < size(); at += channels) {
        for (int c = 0; c < channels; c++) {
          float d = x[at + c] - pivot[c];
          s[c] += d;
          q[c] += d * (y[at + c] - pivot[c]);
        }
      }
      for (int c = 0; c < channels; c++) {
        sums[c] += s[c];
        products[c] += q[c];
      }
    }

    /** {@code y = scale x + shift}; {@code y} may be {@code x}. */
    void affine(float[] x, float[] y, float[] scale, float[] shift) {
      if (channelsLast) {
        for (int at = 0; at < size(); at += channels) {
          for (int c = 0; c < channels; c++) {
            y[at + c] = x[at + c] * scale[c] + shift[c];
          }
        }
        return;
      }
      for (int c = 0; c < channels; c++) {
        float k = scale[c];
        float d = shift[c];
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          y[i] = x[i] * k + d;
        }
      }
    }

    /** {@code g = scale (g - mean - xHat productMean)} in place. */
    void combine(float[] g, float[] xHat, float[] scale, float[] mean, float[] productMean) {
      if (channelsLast) {
        for (int at = 0; at < size(); at += channels) {
          for (int c = 0; c < channels; c++) {
            g[at + c] = scale[c] * (g[at + c] - mean[c] - xHat[at + c] * productMean[c]);
          }
        }
        return;
      }
      for (int c = 0; c < channels; c++) {
        float k = scale[c];
        float m = mean[c];
        float p = productMean[c];
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          g[i] = k * (g[i] - m - xHat[i] * p);
        }
      }
    }
  }
}
