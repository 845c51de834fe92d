package org.dcgan4j.metrics.classifier;

import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;

/**
 * Pictures in all their rotations, which a network can learn to tell without labels (Gidaris, Singh
 * and Komodakis, "Unsupervised representation learning by predicting image rotations", 2018).
 */
final class Rotations {
  private static final int QUARTERS = 4;

  private Rotations() {}

  /** How many there are that keep the shape: four of a square, else two. */
  static int of(ImageShape shape) {
    return shape.height() == shape.width() ? QUARTERS : 2;
  }

  /** Each picture upright, and after it in its other rotations, counterclockwise. */
  static Images all(Images images) {
    ImageShape shape = images.shape();
    int rotations = of(shape);
    int pixels = shape.pixels();
    byte[] turned = new byte[Math.multiplyExact(images.count() * rotations, pixels)];
    byte[] image = new byte[pixels];
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, image, 0);
      for (int r = 0; r < rotations; r++) {
        int at = (i * rotations + r) * pixels;
        for (int from = 0; from < pixels; from += shape.area()) {
          turn(image, from, shape, r * QUARTERS / rotations, turned, at + from);
        }
      }
    }
    return Images.of(shape, turned);
  }

  /** Turns one plane {@code [H, W]}; only a square by an odd number of quarters. */
  private static void turn(
      byte[] image, int from, ImageShape shape, int quarters, byte[] turned, int at) {
    int bottom = shape.height() - 1;
    int right = shape.width() - 1;
    int next = at;
    for (int y = 0; y <= bottom; y++) {
      for (int x = 0; x <= right; x++) {
        int row = quarters == 0 ? y : quarters == 1 ? x : quarters == 2 ? bottom - y : bottom - x;
        int column = quarters == 0 ? x : quarters == 1 ? right - y : quarters == 2 ? right - x : y;
        turned[next++] = image[from + row * shape.width() + column];
      }
    }
  }
}
