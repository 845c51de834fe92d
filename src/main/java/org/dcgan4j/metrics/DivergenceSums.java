package org.dcgan4j.metrics;

import java.io.Serializable;

/**
 * Sums over images' probabilities from which comes {@code exp(mean KL(p(y|x) || p(y)))}, where p(y)
 * is the mean of the probabilities.
 */
final class DivergenceSums implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] probabilities;
  private double negativeEntropy;
  private long count;

  DivergenceSums(int classes) {
    probabilities = new double[classes];
  }

  /**
   * Adds images to those seen so far.
   *
   * @param more {@code [N, classes]}; each sums to 1
   */
  void add(Points more) {
    float[] p = more.values();
    for (int i = 0; i < p.length; i++) {
      probabilities[i % probabilities.length] += p[i];
      negativeEntropy += timesLog(p[i]);
    }
    count += more.count();
  }

  /** Adds all that another has seen. */
  void merge(DivergenceSums other) {
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] += other.probabilities[c];
    }
    negativeEntropy += other.negativeEntropy;
    count += other.count;
  }

  /** From 1 to the number of classes. */
  double score() {
    double marginal = 0;
    for (double sum : probabilities) {
      marginal += timesLog(sum / count);
    }
    return Math.exp(negativeEntropy / count - marginal);
  }

  /** {@code p log p}; 0 log 0 is 0. */
  private static double timesLog(double p) {
    return p > 0 ? p * Math.log(p) : 0;
  }
}
