package org.dcgan4j.metrics;

import java.util.Arrays;

/**
 * How far images are from the nearest training image: samples that lie much nearer than other real
 * images do are copies.
 *
 * <p>The distance of two images is the root of the mean squared difference of their pixels, 0 for
 * equal images and 1 for black and white.
 *
 * @param distances of each image, sorted
 */
public record NearestImages(double[] distances) {

  /**
   * Of images that are none of the training images.
   *
   * @param images as points, see {@link Points#ofPixels}
   */
  public static NearestImages of(Points images, Points training) {
    return of(images, training, new int[0]);
  }

  /**
   * @param self for each image its own index among the training images, which is passed over; empty
   *     where none is one of them
   */
  static NearestImages of(Points images, Points training, int[] self) {
    float[] least = new float[images.count()];
    int[] nearest = new int[images.count()];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    try (DistanceBlocks blocks = new DistanceBlocks(training)) {
      blocks.visit(
          images,
          (row, first, squared, offset, count) -> {
            for (int i = 0; i < count; i++) {
              boolean itself = self.length > 0 && self[row] == first + i;
              if (squared[offset + i] < least[row] && !itself) {
                least[row] = squared[offset + i];
                nearest[row] = first + i;
              }
            }
          });
    }
    double[] distances = new double[images.count()];
    Arrays.setAll(
        distances,
        i -> Math.sqrt(images.squaredDistance(i, training, nearest[i]) / images.width()));
    Arrays.sort(distances);
    return new NearestImages(distances);
  }

  public double mean() {
    return Spread.mean(distances);
  }

  /**
   * The distance below which a share of the images lies.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    return distances[(int) Math.min(distances.length - 1L, (long) (share * distances.length))];
  }

  /** The share of images nearer than {@code distance}. */
  public double shareBelow(double distance) {
    return (double) Arrays.stream(distances).filter(d -> d < distance).count() / distances.length;
  }
}
