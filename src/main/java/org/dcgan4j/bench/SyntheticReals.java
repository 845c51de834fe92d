package org.dcgan4j.bench;

import java.util.Random;
import org.dcgan4j.data.RealBatches;

/** One batch of noise in [-1, 1), held in memory: no time of a step goes into reading data. */
final class SyntheticReals implements RealBatches {
  private final float[] values;

  /**
   * @param length of the batch, in numbers
   */
  SyntheticReals(int length) {
    Random random = new Random(1);
    values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
  }

  @Override
  public int batchesPerEpoch() {
    return 1;
  }

  @Override
  public void fill(long number, float[] batch) {
    System.arraycopy(values, 0, batch, 0, values.length);
  }
}
