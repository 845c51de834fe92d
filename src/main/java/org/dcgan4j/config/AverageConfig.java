package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * The exponential moving average of the generator's parameters, from which samples are drawn
 * (Yazıcı et al., "The unusual effectiveness of averaging in GAN training", 2019).
 *
 * @param halfLife after how many images a parameter's share of the average has halved; 0 is no
 *     average
 * @param rampUp bounds the half-life by this share of the images seen so far, so that the average
 *     forgets the first steps (Karras et al., "Training generative adversarial networks with
 *     limited data", 2020); 0 is no bound
 */
public record AverageConfig(
    @Range(from = 0, to = 1e12) Schedule halfLife, @Range(from = 0, to = 100) double rampUp) {
  public AverageConfig {
    Check.components(AverageConfig.class, halfLife, rampUp);
    halfLife.requireLength("halfLife", false);
  }

  /** Whether there is an average at all. */
  public boolean on() {
    return halfLife.numbers().anyMatch(number -> number > 0);
  }

  /**
   * What is kept of the average in one step.
   *
   * @param images seen before the step and in it
   * @param batch of them in the step, above 0
   * @return in [0, 1)
   */
  public double decay(double images, int batch) {
    double most = halfLife.at(images, Double.POSITIVE_INFINITY);
    double bounded = rampUp > 0 ? Math.min(most, rampUp * images) : most;
    return Math.pow(0.5, batch / bounded);
  }
}
