package org.dcgan4j.compute;

import java.nio.FloatBuffer;

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
  private final BatchNormRow row;

  BatchNormKernel(long images, long channels, long plane) {
    this.images = Math.toIntExact(images);
    this.row = new BatchNormRow(Math.toIntExact(channels), Math.toIntExact(plane));
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
}
