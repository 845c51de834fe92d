package org.dcgan4j.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.dcgan4j.config.OutputKind;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The discriminator's answers to a batch, one logit for each example. Answers that are
 * probabilities become logits here, and gradients go back by the chain rule: no loss needs to know.
 *
 * @param slopes the derivative of each logit with respect to the answer
 */
record Logits(double[] values, double[] slopes) {
  /** Nearer to 0 and 1 a probability in single precision has no logit. */
  private static final double NEAREST = 1e-7;

  /**
   * @param answers {@code [N, 1]}
   */
  static Logits of(INDArray answers, OutputKind kind) {
    double[] values = answers.reshape(answers.length()).toDoubleVector();
    double[] slopes = new double[values.length];
    Arrays.fill(slopes, 1);
    if (kind == OutputKind.PROBABILITY) {
      for (int i = 0; i < values.length; i++) {
        double p = Math.max(NEAREST, Math.min(1 - NEAREST, values[i]));
        // Not a number stays none: the step sees that training has diverged.
        values[i] = Math.log(p / (1 - p));
        slopes[i] = 1 / (p * (1 - p));
      }
    }
    return new Logits(values, slopes);
  }

  Logits range(int from, int to) {
    return new Logits(Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(slopes, from, to));
  }

  double mean(DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).average().orElse(Double.NaN);
  }

  /**
   * The gradient of the mean of a function of the logit whose derivative is given, with respect to
   * each answer.
   */
  double[] gradient(DoubleUnaryOperator derivative) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> derivative.applyAsDouble(values[i]) * slopes[i] / values.length)
        .toArray();
  }
}
