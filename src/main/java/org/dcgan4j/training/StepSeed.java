package org.dcgan4j.training;

import org.dcgan4j.compute.SplitMix64;

/** The seed of one step's randomness. */
final class StepSeed {
  private StepSeed() {}

  /** A well-mixed function of the run's seed and the step's number. */
  static long of(long seed, long step) {
    return SplitMix64.mix(seed * SplitMix64.GAMMA + step);
  }
}
