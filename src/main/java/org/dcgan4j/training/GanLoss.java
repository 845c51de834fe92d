package org.dcgan4j.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
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

  /** The discriminator's, for as many reals as fakes. */
  Value d(double[] reals, double[] fakes);

  /**
   * The generator's.
   *
   * @param reals empty unless {@link #pairs}
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
      Arrays.setAll(difference, i -> a[i] - b[i]);
      return difference;
    }
  }
}
