package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.Objects;
import org.dcgan4j.compute.Blas;
import org.dcgan4j.compute.HostFloats;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Points in a space of features, or images as points in the space of their pixels.
 *
 * @param count how many points
 * @param width coordinates of one point
 * @param values {@code [count, width]}, one point after the other; kept, not copied
 */
public record Points(int count, int width, float[] values) {

  public Points {
    Objects.requireNonNull(values);
    if (count < 0 || width < 1 || values.length != (long) count * width) {
      throw new IllegalArgumentException(
          values.length + " numbers are not " + count + " points of " + width);
    }
  }

  /**
   * Images as points: a coordinate, in [0, 1], is the mean of a square of pixels of one channel.
   *
   * @param side of the squares; those at the right and at the bottom are what is left
   */
  public static Points ofPixels(Images images, int side) {
    ImageShape shape = images.shape();
    int columns = (shape.width() + side - 1) / side;
    int width = shape.channels() * ((shape.height() + side - 1) / side) * columns;
    byte[] image = new byte[shape.pixels()];
    float[] values = new float[Math.multiplyExact(images.count(), width)];
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, image, 0);
      int next = i * width;
      for (int c = 0; c < shape.channels(); c++) {
        for (int y = 0; y < shape.height(); y += side) {
          for (int x = 0; x < shape.width(); x += side) {
            values[next++] = mean(image, c, y, x, side, shape);
          }
        }
      }
    }
    return new Points(images.count(), width, values);
  }

  private static float mean(byte[] image, int c, int top, int left, int side, ImageShape shape) {
    int bottom = Math.min(shape.height(), top + side);
    int right = Math.min(shape.width(), left + side);
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += image[c * shape.area() + y * shape.width() + x] & 0xFF;
      }
    }
    return sum / (255f * (bottom - top) * (right - left));
  }

  /** The first {@code n} points, or all where there are fewer. */
  public Points first(int n) {
    return n >= count ? this : range(0, n);
  }

  /** The points {@code [from, to)}, copied. */
  public Points range(int from, int to) {
    return new Points(to - from, width, Arrays.copyOfRange(values, from * width, to * width));
  }

  /** The points at {@code indices}, in that order. */
  public Points at(int... indices) {
    float[] taken = new float[Math.multiplyExact(indices.length, width)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * width, taken, i * width, width);
    }
    return new Points(indices.length, width, taken);
  }

  /** The mean point. */
  double[] mean() {
    double[] mean = new double[width];
    for (int i = 0; i < values.length; i++) {
      mean[i % width] += values[i];
    }
    for (int j = 0; j < width; j++) {
      mean[j] /= Math.max(1, count);
    }
    return mean;
  }

  /** Them as a matrix, {@code [count, width]} in C order; the caller closes it. */
  INDArray matrix() {
    // No view, not even a reshaped array: DL4J M1.1 refuses to close one.
    return Nd4j.create(values, new long[] {count, width}, 'c');
  }

  /**
   * All dot products of the rows of two matrices, as one matrix product.
   *
   * @param products gets {@code [a's rows, b's rows]}
   */
  static void dots(INDArray a, INDArray b, float[] products) {
    long[] shape = {b.size(0), a.size(0)};
    try (INDArray product = Nd4j.createUninitialized(DataType.FLOAT, shape, 'f')) {
      // In F order, so that what belongs to one row of a lies side by side.
      Nd4j.gemm(b.transpose(), a.transpose(), product, true, false, 1, 0);
      HostFloats.copy(product.transpose(), products);
    }
  }

  /**
   * From now on each product runs on the thread that asks for it: the sums do not depend on the
   * number of threads, and who wants more cores asks on several.
   */
  static void multiplyOnOneThread() {
    if (Nd4j.getEnvironment().isCPU()) {
      Blas.useThreads(1);
    }
  }
}
