package org.dcgan4j.data;

/**
 * Batches of real examples, each a pure function of its number, so that a resumed training sees the
 * same ones.
 */
public interface RealBatches {

  /** Whole batches in one pass through the data. */
  int batchesPerEpoch();

  /**
   * Writes one batch, as the networks see it.
   *
   * @param number from 0, through all epochs
   * @param batch {@code [B, length of an example]}, one example after the other
   */
  void fill(long number, float[] batch);

  /**
   * The classes of the same batch, {@code [B]} from 0; empty for data without labels.
   *
   * @param number from 0, through all epochs
   */
  default int[] labels(long number) {
    return new int[0];
  }
}
