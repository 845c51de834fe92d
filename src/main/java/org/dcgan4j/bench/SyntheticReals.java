package org.dcgan4j.bench;

import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.data.RealBatches;

/** One batch of noise in [-1, 1), held in memory: no time of a step goes into reading data. */
final class SyntheticReals implements RealBatches {
  private final float[] values;
  private final int[] labels;

  /**
   * @param batch images in it
   * @param length of all of them, in numbers
   * @param classes 0 for none
   */
  SyntheticReals(int batch, int length, int classes) {
    labels = classes == 0 ? new int[0] : IntStream.range(0, batch).map(i -> i % classes).toArray();
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

  /** All take turns. */
  @Override
  public int[] labels(long number) {
    return labels.clone();
  }

  @Override
  public void fill(long number, float[] batch) {
    System.arraycopy(values, 0, batch, 0, values.length);
  }
}
