package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * What is done to all images, reals and fakes alike, before the discriminator sees them. The
 * generator learns through it (Zhao et al., "Differentiable augmentation for data-efficient GAN
 * training", 2020).
 *
 * @param translation how far an image moves at most, up, down, left and right, as a share of its
 *     side; what comes in is 0
 * @param cutout the side of the square that is set to 0, as a share of the image's
 * @param noise the standard deviation of Gaussian noise that is added (Sønderby et al., "Amortised
 *     MAP inference for image super-resolution", 2017)
 */
public record AugmentationConfig(
    @Range(from = 0, to = 1) double translation,
    @Range(from = 0, to = 1) double cutout,
    @Range(from = 0, to = 10) Schedule noise) {
  public AugmentationConfig {
    Check.components(AugmentationConfig.class, translation, cutout, noise);
  }

  /** Whether images are moved or cut. */
  public boolean warps() {
    return translation > 0 || cutout > 0;
  }
}
