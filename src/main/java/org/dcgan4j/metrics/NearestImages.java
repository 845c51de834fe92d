package org.dcgan4j.metrics;

import java.util.Arrays;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;

/**
 * Which training image is the nearest to each of some images, and how far away: samples that lie
 * much nearer than other real images do are copies.
 *
 * <p>The distance of two images is the root of the mean squared difference of their pixels, 0 for
 * equal images and 1 for black and white. Images of more than {@value #SIDE} pixels a side are
 * looked up by the means of squares of pixels, so that they have no more.
 *
 * @param indices of the nearest training images
 * @param distances from them
 */
public record NearestImages(int[] indices, double[] distances) {
  private static final int SIDE = 32;

  /** Numbers of training images that are compared at once. */
  private static final int AT_ONCE = 16 * 1024 * 28 * 28;

  /**
   * @param self for each image its own index among the training images, which is passed over; empty
   *     where none is one of them
   */
  public static NearestImages of(Images images, Images training, int... self) {
    int square = square(images.shape());
    Points points = Points.ofPixels(images, square);
    int atOnce = AT_ONCE / points.width();
    float[] least = new float[points.count()];
    int[] nearest = new int[points.count()];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    for (int from = 0; from < training.count(); from += atOnce) {
      int start = from;
      int end = Math.min(training.count(), from + atOnce);
      try (DistanceBlocks blocks =
          new DistanceBlocks(Points.ofPixels(training.range(start, end), square))) {
        blocks.visit(
            points,
            (row, other, squared) -> {
              int index = start + other;
              if (squared < least[row] && (self.length == 0 || self[row] != index)) {
                least[row] = squared;
                nearest[row] = index;
              }
            });
      }
    }
    double[] distances = new double[points.count()];
    Arrays.setAll(distances, i -> distance(images, i, training, nearest[i]));
    return new NearestImages(nearest, distances);
  }

  /** The side of the squares of pixels by whose means images of a shape are compared. */
  static int square(ImageShape shape) {
    return (Math.max(shape.height(), shape.width()) + SIDE - 1) / SIDE;
  }

  /** The distance of two images of one shape. */
  public static double distance(Images images, int index, Images others, int other) {
    byte[] a = images.image(index);
    byte[] b = others.image(other);
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      int difference = (a[i] & 0xFF) - (b[i] & 0xFF);
      sum += difference * difference;
    }
    return Math.sqrt(sum / (double) a.length) / 255;
  }

  public double mean() {
    return Arrays.stream(distances).average().orElse(Double.NaN);
  }

  /**
   * The distance below which a share of the images lies.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  /** The same among those images that equal none; the least above 0 where each equals one. */
  public double quantileOfUnequal(double share) {
    double[] unequal = Arrays.stream(distances).filter(distance -> distance > 0).toArray();
    return unequal.length == 0
        ? Double.MIN_VALUE
        : new NearestImages(indices, unequal).quantile(share);
  }

  /** The share of images nearer than {@code distance}. */
  public double shareBelow(double distance) {
    return (double) Arrays.stream(distances).filter(d -> d < distance).count() / distances.length;
  }
}
