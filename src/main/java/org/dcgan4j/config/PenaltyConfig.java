package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * What keeps the discriminator smooth around the reals.
 *
 * @param r1 the weight gamma of {@code gamma / 2 |dD/dx|^2}, mean over the reals (Mescheder et al.,
 *     "Which training methods for GANs do actually converge?", 2018, equation 9); 0 is none
 * @param every in how many updates one pays it, with so many times the weight (Karras et al.,
 *     "Analyzing and improving the image quality of StyleGAN", 2020, section 3.1)
 */
public record PenaltyConfig(
    @Range(from = 0, to = 1e6) double r1, @Range(from = 1, to = 1000) int every) {
  public PenaltyConfig {
    Check.components(PenaltyConfig.class, r1, every);
  }

  /**
   * The weight in one update.
   *
   * @param update from 0
   */
  public double weight(long update) {
    return update % every == 0 ? r1 * every : 0;
  }
}
