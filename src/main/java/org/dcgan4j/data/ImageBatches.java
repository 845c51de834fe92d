package org.dcgan4j.data;

import java.util.Arrays;
import org.dcgan4j.config.InvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches of reals for training: shuffled, scaled to [-1, 1] and written into the caller's memory,
 * so that a step allocates no pixels. Not for use by several threads.
 */
public final class ImageBatches {
  private static final float[] SCALED = new float[256];

  static {
    for (int pixel = 0; pixel < SCALED.length; pixel++) {
      SCALED[pixel] = scaled(pixel);
    }
  }

  private final ImageSet images;
  private final ShuffledBatches order;
  private final float[] batch;

  /**
   * @throws InvalidInputException if the set is smaller than a batch
   */
  public ImageBatches(ImageSet images, int batchSize, long seed) {
    this.images = images;
    this.order = new ShuffledBatches(images.count(), batchSize, seed);
    this.batch = new float[Math.multiplyExact(batchSize, area())];
  }

  /** A pixel, 0 black to 255 white, as the networks see it: -1 to 1. */
  public static float scaled(int pixel) {
    return (float) (pixel / 127.5 - 1);
  }

  public int batchesPerEpoch() {
    return order.batchesPerEpoch();
  }

  /** The epoch of a step; both count from 0. */
  public long epoch(long step) {
    return order.epoch(step);
  }

  /**
   * Fills the batch of one step.
   *
   * @param out {@code [B, 1, H, W]} flattened, at least that long; becomes [-1, 1]
   * @return the {@code [B]} images in it, as indices into the set
   */
  public int[] fill(long step, float[] out) {
    int[] indices = order.indices(step);
    byte[] pixels = images.pixels();
    int next = 0;
    for (int index : indices) {
      int end = (index + 1) * area();
      for (int p = index * area(); p < end; p++) {
        out[next++] = SCALED[pixels[p] & 0xFF];
      }
    }
    return indices;
  }

  /**
   * Fills the batch of one step.
   *
   * @param out {@code [B, 1, H, W]}, floats in C order without gaps; may be a view; becomes [-1, 1]
   * @return the {@code [B]} images in it, as indices into the set
   */
  public int[] fill(long step, INDArray out) {
    long[] shape = {order.batchSize(), 1, images.height(), images.width()};
    if (!Arrays.equals(shape, out.shape())
        || out.dataType() != DataType.FLOAT
        || !withoutGaps(out)) {
      throw new IllegalArgumentException(
          "expected floats %s in C order without gaps, got %s %s with strides %s"
              .formatted(
                  Arrays.toString(shape),
                  out.dataType(),
                  Arrays.toString(out.shape()),
                  Arrays.toString(out.stride())));
    }
    int[] indices = fill(step, batch);
    out.data().asNioFloat().put(batch);
    // Matters on a GPU only: the host's copy is the new one.
    Nd4j.getAffinityManager().tagLocation(out, AffinityManager.Location.HOST);
    return indices;
  }

  /** Whether the elements lie one after the other; the stride of a single element is no matter. */
  private static boolean withoutGaps(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  private int area() {
    return images.height() * images.width();
  }
}
