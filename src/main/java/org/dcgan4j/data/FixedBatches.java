package org.dcgan4j.data;

import org.dcgan4j.binding.InvalidInputException;

/** Batches of points that were drawn once, shuffled. Not for use by several threads. */
final class FixedBatches implements RealBatches {
  private final float[] points;
  private final int dimensions;
  private final ShuffledBatches order;

  /**
   * @param points {@code [N, dimensions]}
   * @throws InvalidInputException if there are fewer than a batch needs
   */
  FixedBatches(float[] points, int dimensions, int batchSize, long seed) {
    this.points = points;
    this.dimensions = dimensions;
    this.order = new ShuffledBatches(points.length / dimensions, batchSize, seed);
  }

  @Override
  public int batchesPerEpoch() {
    return order.batchesPerEpoch();
  }

  @Override
  public void fill(long number, float[] batch) {
    int next = 0;
    for (int index : order.indices(number)) {
      System.arraycopy(points, index * dimensions, batch, next, dimensions);
      next += dimensions;
    }
  }
}
