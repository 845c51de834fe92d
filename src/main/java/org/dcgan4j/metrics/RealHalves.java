package org.dcgan4j.metrics;

import java.util.Arrays;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.SeededRandom;

/**
 * The real images in two halves, always the same: one that samples are compared with, and one that
 * takes the samples' place for the floor.
 */
public final class RealHalves {
  private static final long SEED = 1;

  private final ImageSet images;
  private final int[] order;

  public RealHalves(ImageSet images) {
    this.images = images;
    this.order = RandomOrder.choose(images.count(), images.count(), SeededRandom.of(SEED, 0));
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
