package org.dcgan4j.training;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The discriminator's answers to a batch, one logit for each example. */
record Logits(double[] values) {

  /**
   * @param logits {@code [N, 1]}
   */
  static Logits of(INDArray logits) {
    return new Logits(logits.reshape(logits.length()).toDoubleVector());
  }

  Logits range(int from, int to) {
    return new Logits(Arrays.copyOfRange(values, from, to));
  }

  double mean(DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).average().orElse(Double.NaN);
  }

  /**
   * The gradient of the mean of a function whose derivative is given, with respect to each logit.
   */
  double[] gradient(DoubleUnaryOperator derivative) {
    return Arrays.stream(values).map(x -> derivative.applyAsDouble(x) / values.length).toArray();
  }
}
