package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.Range;

/**
 * What keeps the discriminator smooth around some examples.
 *
 * @param on which: R1 is on reals, R2 on fakes
 * @param weight gamma of {@code gamma / 2 |dD/dx|^2}, mean over the examples (Mescheder et al.,
 *     "Which training methods for GANs do actually converge?", 2018, equation 9)
 * @param every in how many updates one pays it, with so many times the weight (Karras et al.,
 *     "Analyzing and improving the image quality of StyleGAN", 2020, section 3.1)
 */
public record PenaltyConfig(
    On on,
    @Range(from = 0, to = 1e6) Schedule weight,
    @Default("1") @Range(from = 1, to = 1000) int every) {
  public PenaltyConfig {
    Check.components(PenaltyConfig.class, on, weight, every);
  }

  /** The examples that are penalised. */
  public enum On implements ConfigWord {
    REALS,
    FAKES
  }

  /**
   * The weight in one update.
   *
   * @param update from 0
   * @param images see {@link Schedule#at}
   */
  public double weight(long update, double images, double whole) {
    return update % every == 0 ? weight.at(images, whole) * every : 0;
  }
}
