package org.dcgan4j.metrics;

import java.util.Arrays;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.RandomOrder;
import org.dcgan4j.data.SeededRandom;

/**
 * The real images in two halves, always the same: one that samples are compared with, and one that
 * takes the samples' place for the floor.
 */
public final class RealHalves {
  /** Fewer images than this cannot be measured, nor measured against. */
  public static final int LEAST = 2 * (ManifoldScores.NEIGHBOURS + 1);

  private static final long SEED = 1;

  private final ImageSet images;
  private final int[] order;

  /**
   * @param images at least twice {@link #LEAST}
   * @throws InvalidInputException if there are too few
   */
  public RealHalves(ImageSet images) {
    requireEnough(images.origin(), images.count(), 2 * LEAST);
    this.images = images;
    this.order = RandomOrder.choose(images.count(), images.count(), SeededRandom.of(SEED, 0));
  }

  /**
   * @param origin of images that shall be compared with these, for the message
   * @throws InvalidInputException if they have another size or are too few
   */
  public void requireComparable(String origin, int count, int height, int width) {
    if (height != images.height() || width != images.width()) {
      throw new InvalidInputException(
          "%s: its images are %dx%d, those of %s are %dx%d"
              .formatted(origin, height, width, images.origin(), images.height(), images.width()));
    }
    requireEnough(origin, count, LEAST);
  }

  private static void requireEnough(String origin, int count, int least) {
    if (count < least) {
      throw new InvalidInputException(
          "%s: has %d images, measures need %d or more".formatted(origin, count, least));
    }
  }

  private int half() {
    return order.length / 2;
  }

  /** The most images that {@link #heldOut} has. */
  public int heldOutCount() {
    return half();
  }

  /** Which images take the samples' place: the first {@code n} of their half. */
  int[] heldOutIndices(int n) {
    return Arrays.copyOf(order, Math.min(n, half()));
  }

  /** The pixels of those, {@code [n, height * width]}. */
  public byte[] heldOut(int n) {
    return pixels(heldOutIndices(n));
  }

  /** The pixels of the first {@code n} images to compare with, or all where there are fewer. */
  public byte[] reference(int n) {
    int to = (int) Math.min(order.length, (long) half() + n);
    return pixels(Arrays.copyOfRange(order, half(), to));
  }

  /** The pixels of all images to compare with. */
  public byte[] reference() {
    return reference(order.length);
  }

  private byte[] pixels(int... indices) {
    int area = images.height() * images.width();
    byte[] pixels = new byte[Math.multiplyExact(indices.length, area)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(images.pixels(), indices[i] * area, pixels, i * area, area);
    }
    return pixels;
  }
}
