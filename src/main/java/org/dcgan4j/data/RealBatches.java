package org.dcgan4j.data;

/** Batches of real examples, each a pure function of its number, so that one can resume. */
public interface RealBatches {

  /** Whole batches in one pass through the data. */
  int batchesPerEpoch();

  /** Writes batch {@code number}, from 0 through all epochs: {@code [B, length of an example]}. */
  void fill(long number, float[] batch);

  /** The classes of the same batch, {@code [B]} from 0; empty for data without labels. */
  default int[] labels(long number) {
    return new int[0];
  }
}
