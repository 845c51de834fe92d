package org.dcgan4j.config;

import java.util.random.RandomGenerator;
import org.dcgan4j.binding.ConfigWord;

/** What the generator's random inputs are drawn from. */
public enum LatentDistribution implements ConfigWord {
  /** N(0, 1). */
  NORMAL,

  /** Even over (-1, 1). */
  UNIFORM,

  /** Even over (0, 1). */
  UNIFORM01,

  /**
   * Even over (-range, range). In training a batch covers it without gaps: its latents stand at
   * equal distances, each moved by up to a hundredth. Drawn singly they are independent.
   */
  STRATIFIED;

  /**
   * One number, independent of all others.
   *
   * @param range half the width of {@link #STRATIFIED}
   */
  public double draw(RandomGenerator random, double range) {
    return switch (this) {
      case NORMAL -> random.nextGaussian();
      case UNIFORM -> 2 * random.nextDouble() - 1;
      case UNIFORM01 -> random.nextDouble();
      case STRATIFIED -> range * (2 * random.nextDouble() - 1);
    };
  }
}
