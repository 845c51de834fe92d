package org.dcgan4j.data;

import java.io.Serializable;

/**
 * The shape of a picture.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record ImageShape(int channels, int height, int width) implements Serializable {
  public ImageShape {
    boolean known = channels == 1 || channels == 3;
    if (!known || height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "no shape of a picture: " + channels + "x" + height + "x" + width);
    }
  }

  /** Of one grey channel. */
  public static ImageShape grey(int height, int width) {
    return new ImageShape(1, height, width);
  }

  /** How many numbers a picture has: {@code channels * height * width}. */
  public int pixels() {
    return channels * height * width;
  }

  /** {@code height * width}: the numbers of one channel. */
  public int area() {
    return height * width;
  }

  /** Of {@code n} pictures in NumPy's usual order: {@code [N, H, W]} grey, {@code [N, H, W, 3]}. */
  public long[] channelsLast(long n) {
    return isGrey() ? new long[] {n, height, width} : new long[] {n, height, width, channels};
  }

  public boolean isGrey() {
    return channels == 1;
  }

  /** As {@code layer.DataShape} writes it: {@code 1x28x28}. */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
