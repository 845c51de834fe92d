package org.dcgan4j.cluster;

import org.dcgan4j.data.RealBatches;

/**
 * One worker's share of a stream of small batches: every so manyth, so that the workers together
 * see each batch once.
 *
 * @param all batches of a worker's size
 */
record ShareOfBatches(RealBatches all, int worker, int workers) implements RealBatches {

  @Override
  public int batchesPerEpoch() {
    return all.batchesPerEpoch() / workers;
  }

  @Override
  public void fill(long number, float[] batch) {
    all.fill(ofAll(number), batch);
  }

  @Override
  public int[] labels(long number) {
    return all.labels(ofAll(number));
  }

  private long ofAll(long number) {
    return number * workers + worker;
  }
}
