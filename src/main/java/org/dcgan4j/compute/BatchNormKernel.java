package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The passes of batch normalisation over raw floats {@code [N, channels, plane]}, where a plane is
 * one channel of one image, or a single number for dense features (Ioffe and Szegedy, "Batch
 * normalization", 2015).
 *
 * <p>Sums are taken over pieces of a fixed number of images and then added in double precision, so
 * they depend neither on the number of threads nor much on the order.
 */
final class BatchNormKernel {
  private static final int IMAGES_PER_TASK = 16;
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[2][0]);

  private final int images;
  private final Row row;

  private BatchNormKernel(long images, long channels, long plane) {
    this.images = Math.toIntExact(images);
    this.row = new Row(Math.toIntExact(channels), Math.toIntExact(plane));
  }

  static BatchNormKernel of(INDArray x) {
    return new BatchNormKernel(x.size(0), x.size(1), x.length() / (x.size(0) * x.size(1)));
  }

  /** How many numbers each channel's statistics are taken over. */
  int samples() {
    return images * row.plane();
  }

  /** Writes each channel's mean and (biased) variance over the batch. */
  void statistics(FloatBuffer x, float[] mean, float[] variance) {
    float[] pivot = new float[row.channels()];
    for (int c = 0; c < row.channels(); c++) {
      pivot[c] = x.get(c * row.plane());
    }
    double[][] sums =
        sums(
            (rowStart, a, b, first, second) -> {
              x.get(rowStart, a, 0, row.size());
              row.addShifted(a, pivot, first, second);
            });
    for (int c = 0; c < row.channels(); c++) {
      double shift = sums[0][c] / samples();
      mean[c] = (float) (pivot[c] + shift);
      variance[c] = (float) Math.max(0, sums[1][c] / samples() - shift * shift);
    }
  }

  /** {@code x = (x - mean) invStd} in place, and {@code y = gamma x + beta}. */
  void normalise(
      FloatBuffer x, FloatBuffer y, float[] mean, float[] invStd, float[] gamma, float[] beta) {
    float[] shift = new float[row.channels()];
    for (int c = 0; c < row.channels(); c++) {
      shift[c] = -mean[c] * invStd[c];
    }
    forEachRow(
        (start, a, b) -> {
          x.get(start, a, 0, row.size());
          row.affine(a, a, invStd, shift);
          x.put(start, a, 0, row.size());
          row.affine(a, b, gamma, beta);
          y.put(start, b, 0, row.size());
        });
  }

  /** {@code y = scale x + shift}, per channel. */
  void affine(FloatBuffer x, FloatBuffer y, float[] scale, float[] shift) {
    forEachRow(
        (start, a, b) -> {
          x.get(start, a, 0, row.size());
          row.affine(a, b, scale, shift);
          y.put(start, b, 0, row.size());
        });
  }

  /** The sums over the batch of {@code epsilon} and of {@code epsilon * xHat}, per channel. */
  double[][] gradientSums(FloatBuffer epsilon, FloatBuffer xHat) {
    return sums(
        (start, a, b, first, second) -> {
          epsilon.get(start, a, 0, row.size());
          xHat.get(start, b, 0, row.size());
          row.addProducts(a, b, first, second);
        });
  }

  /** {@code epsilon = scale (epsilon - epsilonMean - xHat productMean)} in place, per channel. */
  void inputGradient(
      FloatBuffer epsilon,
      FloatBuffer xHat,
      float[] scale,
      float[] epsilonMean,
      float[] productMean) {
    forEachRow(
        (start, a, b) -> {
          epsilon.get(start, a, 0, row.size());
          xHat.get(start, b, 0, row.size());
          row.combine(a, b, scale, epsilonMean, productMean);
          epsilon.put(start, a, 0, row.size());
        });
  }

  private interface RowSum {
    void add(int rowStart, float[] a, float[] b, float[] first, float[] second);
  }

  private interface RowPass {
    void accept(int rowStart, float[] a, float[] b);
  }

  private double[][] sums(RowSum pass) {
    int tasks = (images + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK;
    float[][] first = new float[tasks][row.channels()];
    float[][] second = new float[tasks][row.channels()];
    Parallel.forRanges(
        images,
        IMAGES_PER_TASK,
        (from, to) -> {
          int task = from / IMAGES_PER_TASK;
          float[][] s = scratch();
          for (int n = from; n < to; n++) {
            pass.add(n * row.size(), s[0], s[1], first[task], second[task]);
          }
        });
    return new double[][] {total(first), total(second)};
  }

  private double[] total(float[][] parts) {
    double[] total = new double[row.channels()];
    for (float[] part : parts) {
      for (int c = 0; c < row.channels(); c++) {
        total[c] += part[c];
      }
    }
    return total;
  }

  private void forEachRow(RowPass pass) {
    Parallel.forRanges(
        images,
        IMAGES_PER_TASK,
        (from, to) -> {
          float[][] s = scratch();
          for (int n = from; n < to; n++) {
            pass.accept(n * row.size(), s[0], s[1]);
          }
        });
  }

  private float[][] scratch() {
    float[][] scratch = SCRATCH.get();
    if (scratch[0].length < row.size()) {
      scratch[0] = new float[row.size()];
      scratch[1] = new float[row.size()];
    }
    return scratch;
  }

  /**
   * The arithmetic of batch normalisation on one image, {@code [channels, plane]}; whatever is of a
   * channel has {@code [channels]}.
   */
  private record Row(int channels, int plane) {

    /** Numbers of one image. */
    int size() {
      return Math.multiplyExact(channels, plane);
    }

    /** {@code y = scale x + shift}; {@code y} may be {@code x}. */
    void affine(float[] x, float[] y, float[] scale, float[] shift) {
      if (plane == 1) {
        for (int i = 0; i < channels; i++) {
          y[i] = x[i] * scale[i] + shift[i];
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

    /** {@code e = scale (e - eMean - xHat productMean)} in place. */
    void combine(float[] e, float[] xHat, float[] scale, float[] eMean, float[] productMean) {
      if (plane == 1) {
        for (int i = 0; i < channels; i++) {
          e[i] = scale[i] * (e[i] - eMean[i] - xHat[i] * productMean[i]);
        }
        return;
      }
      for (int c = 0; c < channels; c++) {
        float k = scale[c];
        float m = eMean[c];
        float p = productMean[c];
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          e[i] = k * (e[i] - m - xHat[i] * p);
        }
      }
    }

    /** Adds each channel's sums of {@code x - pivot} and of its square. */
    void addShifted(float[] x, float[] pivot, float[] sum, float[] squares) {
      if (plane == 1) {
        for (int i = 0; i < channels; i++) {
          float d = x[i] - pivot[i];
          sum[i] += d;
          squares[i] += d * d;
        }
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
          q0 += d0 * d0;
          q1 += d1 * d1;
        }
        if (i < end) {
          float d = x[i] - p;
          s0 += d;
          q0 += d * d;
        }
        sum[c] += s0 + s1;
        squares[c] += q0 + q1;
      }
    }

    /** Adds each channel's sums of {@code e} and of {@code e * xHat}. */
    void addProducts(float[] e, float[] xHat, float[] sum, float[] products) {
      if (plane == 1) {
        for (int i = 0; i < channels; i++) {
          sum[i] += e[i];
          products[i] += e[i] * xHat[i];
        }
        return;
      }
      for (int c = 0; c < channels; c++) {
        float s0 = 0, s1 = 0, q0 = 0, q1 = 0;
        int i = c * plane;
        int end = i + plane;
        for (; i + 1 < end; i += 2) {
          s0 += e[i];
          s1 += e[i + 1];
          q0 += e[i] * xHat[i];
          q1 += e[i + 1] * xHat[i + 1];
        }
        if (i < end) {
          s0 += e[i];
          q0 += e[i] * xHat[i];
        }
        sum[c] += s0 + s1;
        products[c] += q0 + q1;
      }
    }
  }
}
