package org.dcgan4j.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.dcgan4j.config.TrainingConfig.LossKind;

/**
 * What both networks minimise, on the logits of a batch: so a real and a fake may be judged as a
 * pair.
 */
interface GanLoss {

  /**
   * A loss, mean over the batch, with its slopes.
   *
   * @param reals N times the derivative with respect to each logit of a real, so that every pair or
   *     example has the derivative of its own term; empty where it does not depend on reals
   * @param fakes the same of the fakes
   */
  record Value(double loss, double[] reals, double[] fakes) {}

  /** The discriminator's, for as many fakes as reals or, without {@link #pairs}, more. */
  Value d(double[] reals, double[] fakes);

  /**
   * The generator's.
   *
   * @param reals empty unless {@link #pairs}, and then as many as fakes, or so many that these are
   *     several times as many, which they meet in turn
   */
  Value g(double[] reals, double[] fakes);

  /** Whether the generator's loss needs the logits of reals. */
  boolean pairs();

  /**
   * How far the discriminator takes examples for real, mean in [0, 1]; 0.5 is undecided.
   *
   * @param others of the same batch, fakes for reals and reals for fakes
   */
  double realConfidence(double[] judged, double[] others);

  /** The share of reals that the discriminator takes rather for real than not, in [0, 1]. */
  default double shareBelieved(double[] reals, double[] fakes) {
    return IntStream.range(0, reals.length)
        .mapToDouble(i -> realConfidence(new double[] {reals[i]}, new double[] {fakes[i]}))
        .map(confidence -> confidence > 0.5 ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * @param realTarget what the discriminator shall answer for reals; 1 is no label smoothing
   */
  static GanLoss of(LossKind kind, double realTarget) {
    return switch (kind) {
      case NON_SATURATING -> new EachAlone(LogitLoss.NON_SATURATING, realTarget);
      case MINIMAX -> new EachAlone(LogitLoss.MINIMAX, realTarget);
      case LEAST_SQUARES -> new EachAlone(LogitLoss.LEAST_SQUARES, realTarget);
      case HINGE -> new EachAlone(LogitLoss.HINGE, realTarget);
      case RELATIVISTIC -> new Relativistic(realTarget);
    };
  }

  private static double mean(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).average().orElse(Double.NaN);
  }

  private static double[] each(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }

  /** Every example has a term of its own. */
  record EachAlone(LogitLoss term, double target) implements GanLoss {
    @Override
    public Value d(double[] reals, double[] fakes) {
      return new Value(
          mean(reals, x -> term.real(x, target)) + mean(fakes, term::fake),
          each(reals, x -> term.realGradient(x, target)),
          each(fakes, term::fakeGradient));
    }

    @Override
    public Value g(double[] reals, double[] fakes) {
      return new Value(
          mean(fakes, term::generator), new double[0], each(fakes, term::generatorGradient));
    }

    @Override
    public boolean pairs() {
      return false;
    }

    @Override
    public double realConfidence(double[] judged, double[] others) {
      return mean(judged, term::realConfidence);
    }
  }

  /**
   * The i-th real against the i-th fake: {@code softplus(-(D(x) - D(G(z))))} for the discriminator,
   * {@code softplus(-(D(G(z)) - D(x)))} for the generator (Jolicoeur-Martineau, "The relativistic
   * discriminator", 2019, equations 3 and 4). Converges with a penalty on reals and on fakes only
   * (Huang et al., "The GAN is dead; long live the GAN!", 2024).
   */
  record Relativistic(double target) implements GanLoss {
    private static final LogitLoss TERM = LogitLoss.NON_SATURATING;

    @Override
    public Value d(double[] reals, double[] fakes) {
      double[] lead = minus(reals, fakes);
      double[] slopes = each(lead, x -> TERM.realGradient(x, target));
      return new Value(mean(lead, x -> TERM.real(x, target)), slopes, each(slopes, x -> -x));
    }

    @Override
    public Value g(double[] reals, double[] fakes) {
      double[] lead = minus(fakes, reals);
      double[] slopes = each(lead, TERM::generatorGradient);
      return new Value(mean(lead, TERM::generator), each(slopes, x -> -x), slopes);
    }

    @Override
    public boolean pairs() {
      return true;
    }

    @Override
    public double realConfidence(double[] judged, double[] others) {
      return mean(minus(judged, others), TERM::realConfidence);
    }

    private static double[] minus(double[] a, double[] b) {
      double[] difference = a.clone();
      Arrays.setAll(difference, i -> a[i] - b[i % b.length]);
      return difference;
    }
  }

  /**
   * The terms of a GAN's loss that each see one logit; {@code s} is the sigmoid and {@code
   * softplus(x) = log(1 + e^x)}.
   *
   * <p>A target below 1 for reals is one-sided label smoothing (Salimans et al., "Improved
   * techniques for training GANs", 2016, section 3.4): the loss is the expected one when the label
   * real is right with that probability only, up to a constant.
   */
  enum LogitLoss {
    /**
     * Cross-entropy (Goodfellow et al., "Generative adversarial nets", 2014, equation 1), whose
     * generator minimises {@code -log s(x)}: its gradient stays large while the fakes are bad
     * (ibid. section 3).
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
     * How far the discriminator takes an example for real: 0 is a certain fake, 1 a certain real,
     * 0.5 undecided. The probability, where the loss has one.
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
}
