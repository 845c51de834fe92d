package org.dcgan4j.data;

import java.util.stream.IntStream;
import org.dcgan4j.config.InvalidInputException;

/**
 * Batches of reals for training: shuffled, scaled to [-1, 1] and written into the caller's memory,
 * so that a step allocates no pixels. Not for use by several threads.
 */
public final class ImageBatches implements RealBatches {
  private static final float[] SCALED = new float[256];

  static {
    for (int pixel = 0; pixel < SCALED.length; pixel++) {
      SCALED[pixel] = scaled(pixel);
    }
  }

  private final ImageSet images;
  private final ShuffledBatches order;

  /**
   * @throws InvalidInputException if the set is smaller than a batch
   */
  public ImageBatches(ImageSet images, int batchSize, long seed) {
    this.images = images;
    this.order = new ShuffledBatches(images.count(), batchSize, seed);
  }

  /** A pixel, 0 black to 255 white, as the networks see it: -1 to 1. */
  public static float scaled(int pixel) {
    return (float) (pixel / 127.5 - 1);
  }

  @Override
  public int batchesPerEpoch() {
    return order.batchesPerEpoch();
  }

  @Override
  public void fill(long number, float[] batch) {
    byte[] pixels = images.pixels();
    int next = 0;
    for (int index : order.indices(number)) {
      int end = (index + 1) * area();
      for (int p = index * area(); p < end; p++) {
        batch[next++] = SCALED[pixels[p] & 0xFF];
      }
    }
  }

  @Override
  public int[] labels(long number) {
    return images.labelled()
        ? IntStream.of(order.indices(number)).map(images::label).toArray()
        : new int[0];
  }

  private int area() {
    return images.height() * images.width();
  }
}
