package org.dcgan4j.training;

import org.dcgan4j.config.LossKind;

/**
 * A GAN's loss on logits, for one example; {@code s} is the sigmoid and {@code softplus(x) = log(1
 * + e^x)}.
 *
 * <p>Both losses here share the discriminator's, the binary cross-entropy of Goodfellow et al.,
 * "Generative adversarial nets", 2014, equation 1; they differ in the generator's, ibid. section 3.
 */
public enum GanLoss {
  /**
   * The generator minimises {@code -log s(x)}, whose gradient stays large while the fakes are bad.
   */
  NON_SATURATING {
    @Override
    double generator(double logit) {
      return softplus(-logit);
    }

    @Override
    double generatorGradient(double logit) {
      return sigmoid(logit) - 1;
    }
  },

  /** The generator minimises {@code log(1 - s(x))}. */
  MINIMAX {
    @Override
    double generator(double logit) {
      return -softplus(logit);
    }

    @Override
    double generatorGradient(double logit) {
      return -sigmoid(logit);
    }
  };

  static GanLoss of(LossKind kind) {
    return switch (kind) {
      case NON_SATURATING -> NON_SATURATING;
      case MINIMAX -> MINIMAX;
    };
  }

  /**
   * The discriminator's loss for a real example: {@code -t log s(x) - (1 - t) log(1 - s(x))}.
   *
   * @param target t: 1, or a little less for one-sided label smoothing (Salimans et al., "Improved
   *     techniques for training GANs", 2016, section 3.4)
   */
  double real(double logit, double target) {
    return target * softplus(-logit) + (1 - target) * softplus(logit);
  }

  double realGradient(double logit, double target) {
    return sigmoid(logit) - target;
  }

  /** The discriminator's loss for a fake: {@code -log(1 - s(x))}. */
  double fake(double logit) {
    return softplus(logit);
  }

  double fakeGradient(double logit) {
    return sigmoid(logit);
  }

  /** The generator's loss for a fake. */
  abstract double generator(double logit);

  abstract double generatorGradient(double logit);

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Without overflow for large x and without losing small results. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
