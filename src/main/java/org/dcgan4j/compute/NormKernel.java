package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Sums of squares in double precision, the same on any number of threads. */
public final class NormKernel {
  private static final int BLOCK = 4096;
  private static final int PIECE = BLOCK * 16;
  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[BLOCK]);

  private NormKernel() {}

  /** {@code sum of x_i^2}. */
  public static double squares(FloatBuffer x) {
    double[] sums = new double[(x.capacity() + PIECE - 1) / PIECE];
    Parallel.forRanges(
        x.capacity(), PIECE, (from, to) -> sums[from / PIECE] = squares(x, from, to));
    return Arrays.stream(sums).sum();
  }

  private static double squares(FloatBuffer x, int from, int to) {
    float[] block = SCRATCH.get();
    double sum = 0;
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      x.get(at, block, 0, count);
      for (int i = 0; i < count; i++) {
        sum += (double) block[i] * block[i];
      }
    }
    return sum;
  }
}
