package org.dcgan4j.compute;

import java.nio.FloatBuffer;

/** An exponential moving average in one pass. */
public final class AverageKernel {
  private static final int BLOCK = 2048;
  private static final int BLOCKS_PER_TASK = 32;
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[2][BLOCK]);

  private AverageKernel() {}

  /**
   * {@code average = average + (1 - decay) (values - average)}: exact where the two are equal.
   *
   * @param average {@code [n]}, changed
   * @param values {@code [n]}
   * @param decay what is kept of the average, in [0, 1]
   */
  public static void update(FloatBuffer average, FloatBuffer values, double decay) {
    float share = (float) (1 - decay);
    Parallel.forRanges(
        average.capacity(),
        BLOCK * BLOCKS_PER_TASK,
        (from, to) -> {
          float[] a = SCRATCH.get()[0];
          float[] v = SCRATCH.get()[1];
          for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            average.get(at, a, 0, count);
            values.get(at, v, 0, count);
            for (int i = 0; i < count; i++) {
              a[i] += share * (v[i] - a[i]);
            }
            average.put(at, a, 0, count);
          }
        });
  }
}
