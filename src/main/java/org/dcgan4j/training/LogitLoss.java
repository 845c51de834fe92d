package org.dcgan4j.training;

/**
 * The terms of a GAN's loss that each see one logit; {@code s} is the sigmoid and {@code
 * softplus(x) = log(1 + e^x)}.
 *
 * <p>A target below 1 for reals is one-sided label smoothing (Salimans et al., "Improved techniques
 * for training GANs", 2016, section 3.4): the loss is the expected one when the label real is right
 * with that probability only, up to a constant.
 */
enum LogitLoss {
  /**
   * Cross-entropy (Goodfellow et al., "Generative adversarial nets", 2014, equation 1), whose
   * generator minimises {@code -log s(x)}: its gradient stays large while the fakes are bad (ibid.
   * section 3).
   */
  NON_SATURATING,

  /** Cross-entropy, whose generator minimises {@code log(1 - s(x))}. */
  MINIMAX {
    @Override
    double generator(double logit) {
      return -fake(logit);
    }

    @Override
    double generatorGradient(double logit) {
      return -fakeGradient(logit);
    }
  },

  /**
   * Half the squared distance from 1 for reals and the generator, from 0 for fakes (Mao et al.,
   * "Least squares generative adversarial networks", 2017, equations 2 and 9 with a = 0, b = c =
   * 1).
   */
  LEAST_SQUARES {
    @Override
    double real(double logit, double target) {
      return (logit - target) * (logit - target) / 2;
    }

    @Override
    double realGradient(double logit, double target) {
      return logit - target;
    }

    @Override
    double realConfidence(double logit) {
      return clamp(logit);
    }
  },

  /**
   * Reals above a margin of 1, fakes below -1, and the generator raises the logit itself (Lim and
   * Ye, "Geometric GAN", 2017; Miyato et al., "Spectral normalization for generative adversarial
   * networks", 2018, equations 16 and 17).
   */
  HINGE {
    @Override
    double real(double logit, double target) {
      return target * Math.max(0, 1 - logit) + (1 - target) * Math.max(0, 1 + logit);
    }

    @Override
    double realGradient(double logit, double target) {
      return (logit < 1 ? -target : 0) + (logit > -1 ? 1 - target : 0);
    }

    @Override
    double generator(double logit) {
      return -logit;
    }

    @Override
    double generatorGradient(double logit) {
      return -1;
    }

    @Override
    double realConfidence(double logit) {
      return clamp((logit + 1) / 2);
    }
  };

  /**
   * The discriminator's loss for a real example; of cross-entropy {@code -t log s(x) - (1 - t)
   * log(1 - s(x))}.
   *
   * @param target t: 1, or a little less
   */
  double real(double logit, double target) {
    return target * softplus(-logit) + (1 - target) * softplus(logit);
  }

  double realGradient(double logit, double target) {
    return sigmoid(logit) - target;
  }

  /** The discriminator's loss for a fake, which shall be called real with probability 0. */
  final double fake(double logit) {
    return real(logit, 0);
  }

  final double fakeGradient(double logit) {
    return realGradient(logit, 0);
  }

  /** The generator's loss for a fake, which it wants to be called real. */
  double generator(double logit) {
    return real(logit, 1);
  }

  double generatorGradient(double logit) {
    return realGradient(logit, 1);
  }

  /**
   * How far the discriminator takes an example for real: 0 is a certain fake, 1 a certain real, 0.5
   * undecided. The probability, where the loss has one.
   */
  double realConfidence(double logit) {
    return sigmoid(logit);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Without overflow for large x and without losing small results. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** Not a number stays none. */
  private static double clamp(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
