package org.dcgan4j.training;

/** The seed of one step's randomness. */
final class StepSeed {
  private StepSeed() {}

  /**
   * A well-mixed function of the run's seed and the step's number (SplitMix64's finaliser over
   * both).
   */
  static long of(long seed, long step) {
    long z = seed * 0x9E3779B97F4A7C15L + step;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
