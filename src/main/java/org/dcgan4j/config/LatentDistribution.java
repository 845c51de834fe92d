package org.dcgan4j.config;

import java.util.random.RandomGenerator;
import org.dcgan4j.binding.ConfigWord;

/** What the generator's random inputs are drawn from. */
public enum LatentDistribution implements ConfigWord {
  /** N(0, 1). */
  NORMAL("normal") {
    @Override
    public double draw(RandomGenerator random, double range) {
      return random.nextGaussian();
    }
  },

  /** Even over (-1, 1). */
  UNIFORM("uniform") {
    @Override
    public double draw(RandomGenerator random, double range) {
      return 2 * random.nextDouble() - 1;
    }
  },

  /** Even over (0, 1). */
  UNIFORM01("uniform01") {
    @Override
    public double draw(RandomGenerator random, double range) {
      return random.nextDouble();
    }
  },

  /**
   * Even over (-range, range). In training a batch covers it without gaps: its latents stand at
   * equal distances, each moved by up to a hundredth. Drawn singly they are independent.
   */
  STRATIFIED("stratified") {
    @Override
    public double draw(RandomGenerator random, double range) {
      return range * (2 * random.nextDouble() - 1);
    }
  };

  private final String word;

  LatentDistribution(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /**
   * One number, independent of all others.
   *
   * @param range half the width of {@link #STRATIFIED}
   */
  public abstract double draw(RandomGenerator random, double range);
}
