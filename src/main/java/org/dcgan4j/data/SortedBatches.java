package org.dcgan4j.data;

import java.util.Arrays;

/** Batches of numbers in ascending order. */
record SortedBatches(RealBatches batches) implements RealBatches {

  @Override
  public int batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }

  @Override
  public void fill(long number, float[] batch) {
    batches.fill(number, batch);
    Arrays.sort(batch);
  }
}
