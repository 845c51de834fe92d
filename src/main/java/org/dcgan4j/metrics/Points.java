package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.Objects;
import org.dcgan4j.data.Images;

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

  /** Images as points: a pixel is a coordinate in [0, 1]. */
  public static Points ofPixels(Images images) {
    byte[] image = new byte[images.shape().pixels()];
    float[] values = new float[Math.multiplyExact(images.count(), image.length)];
    int next = 0;
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, image, 0);
      for (byte pixel : image) {
        values[next++] = (pixel & 0xFF) / 255f;
      }
    }
    return new Points(images.count(), image.length, values);
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

  /** The squared distance of a point to one of {@code others}, in double precision. */
  double squaredDistance(int index, Points others, int other) {
    double sum = 0;
    int a = index * width;
    int b = other * width;
    for (int j = 0; j < width; j++) {
      double difference = (double) values[a + j] - others.values[b + j];
      sum += difference * difference;
    }
    return sum;
  }
}
