package org.dcgan4j.compute;

/**
 * Which elements dropout keeps: a pure function of a seed and the element's index.
 *
 * <p>Four elements share one {@link SplitMix64} output, 16 bits each. The rate is rounded to a
 * multiple of 1/65536, and the scale of what is kept follows the rounded one, so the expectation is
 * exact.
 */
final class DropoutMask {
  private static final int LEVELS = 1 << 16;

  private final long seed;
  private final int threshold;
  private final float[] scaleOfKept;

  /**
   * @param rate the share that is dropped, in [0, 1)
   */
  DropoutMask(double rate, long seed) {
    this.seed = SplitMix64.mix(seed);
    this.threshold = threshold(rate);
    this.scaleOfKept = new float[] {0, scale(rate)};
  }

  /** What kept elements are multiplied by, {@code 1 / (1 - rate)} of the rounded rate. */
  static float scale(double rate) {
    return LEVELS / (float) (LEVELS - threshold(rate));
  }

  private static int threshold(double rate) {
    return Math.min(LEVELS - 1, (int) Math.round(rate * LEVELS));
  }

  /**
   * Fills {@code scale[0..count)} with 0 for a dropped element and {@link #scale} for a kept one.
   *
   * @param from index of the first element, a multiple of 4
   */
  void fill(int from, int count, float[] scale) {
    int whole = count & ~3;
    for (int i = 0; i < whole; i += 4) {
      long bits = SplitMix64.mix(seed + ((from + i) >>> 2) * SplitMix64.GAMMA);
      scale[i] = scaleOf((int) bits & 0xFFFF);
      scale[i + 1] = scaleOf((int) (bits >>> 16) & 0xFFFF);
      scale[i + 2] = scaleOf((int) (bits >>> 32) & 0xFFFF);
      scale[i + 3] = scaleOf((int) (bits >>> 48));
    }
    long bits = SplitMix64.mix(seed + ((from + whole) >>> 2) * SplitMix64.GAMMA);
    for (int i = whole; i < count; i++, bits >>>= 16) {
      scale[i] = scaleOf((int) bits & 0xFFFF);
    }
  }

  /** A table look-up instead of a branch that would be mispredicted every third time. */
  private float scaleOf(int level) {
    return scaleOfKept[((level - threshold) >> 31) + 1];
  }
}
