package org.dcgan4j.compute;

/**
 * The mixing of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014): multiples of {@link #GAMMA} become numbers without a pattern.
 */
public final class SplitMix64 {
  /** 2⁶⁴ over the golden ratio, odd. */
  public static final long GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix64() {}

  /** A bijection in which every bit of {@code z} changes half the bits of the result. */
  public static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
