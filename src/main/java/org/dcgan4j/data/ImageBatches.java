package org.dcgan4j.data;

import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;

/**
 * Batches of reals for training: shuffled, scaled and written into the caller's memory, so that a
 * step allocates no pixels. Not for use by several threads.
 */
public final class ImageBatches implements RealBatches {
  private final float[] scaled = new float[256];
  private final ImageSet images;
  private final byte[] image;
  private final ShuffledBatches order;

  /** Refuses a set that is smaller than a batch. */
  public ImageBatches(ImageSet images, Config config) {
    this(
        images,
        config.data().pixelRange(),
        new ShuffledBatches(
            images.count(),
            config.training().batchSize(),
            config.training().seed(),
            config.data().stratified() ? images.labels() : new int[0]));
  }

  ImageBatches(ImageSet images, PixelRange range, ShuffledBatches order) {
    for (int pixel = 0; pixel < scaled.length; pixel++) {
      scaled[pixel] = range.scaled(pixel);
    }
    this.images = images;
    this.image = new byte[images.images().shape().pixels()];
    this.order = order;
  }

  @Override
  public int batchesPerEpoch() {
    return order.batchesPerEpoch();
  }

  @Override
  public void fill(long number, float[] batch) {
    int next = 0;
    for (int index : order.indices(number)) {
      images.images().copyTo(index, image, 0);
      for (byte pixel : image) {
        batch[next++] = scaled[pixel & 0xFF];
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
