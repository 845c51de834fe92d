package org.dcgan4j.data;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;

/**
 * Batches of reals for training: shuffled, scaled and written into the caller's memory, so that a
 * step allocates no pixels. Not for use by several threads.
 */
public final class ImageBatches implements RealBatches {
  /** Apart from the other draws of the same seed. */
  private static final long MIRRORS = 0x6D6972726F72L;

  private final float[] scaled = new float[256];
  private final ImageSet images;
  private final byte[] image;
  private final ShuffledBatches order;
  private final Config config;

  /** Refuses a set that is smaller than a batch. */
  public ImageBatches(ImageSet images, Config config) {
    this(
        images,
        config,
        new ShuffledBatches(
            images.count(),
            config.training().batchSize(),
            config.training().seed(),
            config.data().stratified() ? images.labels() : new int[0]));
  }

  ImageBatches(ImageSet images, Config config, ShuffledBatches order) {
    PixelRange range = config.data().pixelRange();
    for (int pixel = 0; pixel < scaled.length; pixel++) {
      scaled[pixel] = range.scaled(pixel);
    }
    this.images = images;
    this.image = new byte[images.images().shape().pixels()];
    this.order = order;
    this.config = config;
  }

  @Override
  public int batchesPerEpoch() {
    return order.batchesPerEpoch();
  }

  @Override
  public void fill(long number, float[] batch) {
    int next = 0;
    int width = images.images().shape().width();
    RandomGenerator mirror = SeededRandom.of(config.training().seed() ^ MIRRORS, number);
    for (int index : order.indices(number)) {
      images.images().pick(index, image);
      // Mirrored, a row's last pixel comes first.
      int last = config.data().flips() && mirror.nextBoolean() ? width - 1 : 0;
      for (int i = 0; i < image.length; i++) {
        int from = last == 0 ? i : i - i % width + last - i % width;
        batch[next++] = scaled[image[from] & 0xFF];
      }
    }
  }

  @Override
  public int[] labels(long number) {
    return images.labelled()
        ? IntStream.of(order.indices(number)).map(images::label).toArray()
        : new int[0];
  }
}
