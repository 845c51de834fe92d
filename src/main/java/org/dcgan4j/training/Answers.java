package org.dcgan4j.training;

import java.util.Arrays;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The discriminator's answers to a batch as one logit for each example, that of its class. Answers
 * that are probabilities become logits here, and gradients go back by the chain rule: no loss needs
 * to know of either.
 *
 * @param all {@code [N, 1]}, or an answer for each class, {@code [N, classes]}, and behind them,
 *     with a projection, one that is added to each
 * @param classes of the examples, or of the first batch of several that have the same; empty where
 *     there is one answer for all
 * @param logits {@code [N]}
 * @param slopes the derivative of each logit with respect to the answer
 */
record Answers(INDArray all, int[] classes, boolean projection, double[] logits, double[] slopes) {
  /** Nearer to 0 and 1 a probability in single precision has no logit. */
  private static final double NEAREST = 1e-7;

  static Answers of(INDArray all, DiscriminatorConfig config, int... classes) {
    return of(all, config.output(), config.projection(), classes);
  }

  /**
   * @param projected whether the last answer is added to that of the class
   */
  static Answers of(INDArray all, OutputKind kind, boolean projected, int... classes) {
    boolean projection = projected && classes.length > 0;
    double[] logits = pick(all, classes);
    int last = Math.toIntExact(all.size(1)) - 1;
    for (int i = 0; projection && i < logits.length; i++) {
      logits[i] += all.getDouble(i, last);
    }
    double[] slopes = new double[logits.length];
    Arrays.fill(slopes, 1);
    if (kind == OutputKind.PROBABILITY) {
      for (int i = 0; i < logits.length; i++) {
        double p = Math.max(NEAREST, Math.min(1 - NEAREST, logits[i]));
        // Not a number stays none: the step sees that training has diverged.
        logits[i] = Math.log(p / (1 - p));
        slopes[i] = 1 / (p * (1 - p));
      }
    }
    return new Answers(all, classes, projection, logits, slopes);
  }

  private static double[] pick(INDArray all, int[] classes) {
    double[] picked = new double[Math.toIntExact(all.size(0))];
    Arrays.setAll(
        picked, i -> all.getDouble(i, classes.length == 0 ? 0 : classes[i % classes.length]));
    return picked;
  }

  double[] logits(int from, int to) {
    return Arrays.copyOfRange(logits, from, to);
  }

  /**
   * The gradient with respect to {@link #all} of {@code scale} times the sum of means over the
   * parts of the batch; the answers that do not judge have none.
   *
   * @param slopesOfParts the derivative of each example's term with respect to its logit, the parts
   *     one after the other
   */
  INDArray gradient(double scale, double[]... slopesOfParts) {
    double[] gradient = new double[logits.length];
    int i = 0;
    for (double[] part : slopesOfParts) {
      for (double slope : part) {
        gradient[i] = scale * slope * slopes[i] / part.length;
        i++;
      }
    }
    return spread(gradient, all, projection, classes);
  }

  /**
   * 1 for each answer that judges its example, 0 for the others. It reads no answer, for which a
   * GPU would have to wait.
   *
   * @param all as {@link #all}
   */
  static INDArray picks(INDArray all, DiscriminatorConfig config, int... classes) {
    double[] ones = new double[Math.toIntExact(all.size(0))];
    Arrays.fill(ones, 1);
    return spread(ones, all, config.projection() && classes.length > 0, classes);
  }

  private static INDArray spread(
      double[] ofPicked, INDArray all, boolean projection, int... classes) {
    double[] spread = new double[Math.toIntExact(all.length())];
    int columns = Math.toIntExact(all.size(1));
    for (int row = 0; row < ofPicked.length; row++) {
      int picked = classes.length == 0 ? 0 : classes[row % classes.length];
      spread[row * columns + picked] = ofPicked[row];
      if (projection) {
        spread[(row + 1) * columns - 1] = ofPicked[row];
      }
    }
    return Nd4j.create(spread, all.shape(), all.dataType());
  }
}
