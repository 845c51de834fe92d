package org.dcgan4j.metrics;

import java.io.Serializable;
import org.dcgan4j.metrics.Evaluation.Spread;

/**
 * The formula of the Inception Score (Salimans et al., "Improved techniques for training GANs",
 * 2016) on our classifier, {@code exp(mean KL(p(y|x) || p(y)))} where p(y) is the mean of the
 * probabilities: the sums over images that it takes.
 */
final class ClassifierScore implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int PARTS = 10;

  private final double[] probabilities;
  private double negativeEntropy;
  private long count;

  ClassifierScore(int classes) {
    probabilities = new double[classes];
  }

  /**
   * Adds images to those seen so far.
   *
   * @param more {@code [N, classes]}; each sums to 1
   */
  ClassifierScore add(Points more) {
    float[] p = more.values();
    for (int i = 0; i < p.length; i++) {
      probabilities[i % probabilities.length] += p[i];
      negativeEntropy += timesLog(p[i]);
    }
    count += more.count();
    return this;
  }

  /** Adds all that another has seen. */
  void merge(ClassifierScore other) {
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] += other.probabilities[c];
    }
    negativeEntropy += other.negativeEntropy;
    count += other.count;
  }

  /** From 1 to the number of classes, more is better. */
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

  static double score(Points probabilities) {
    return new ClassifierScore(probabilities.width()).add(probabilities).score();
  }

  /** The scores of ten parts of the images. */
  static Spread ofParts(Points probabilities) {
    int parts = Math.min(PARTS, probabilities.count());
    double[] scores = new double[parts];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * probabilities.count() / parts);
      int to = (int) ((long) (part + 1) * probabilities.count() / parts);
      scores[part] = score(probabilities.range(from, to));
    }
    return Spread.of(scores);
  }
}
