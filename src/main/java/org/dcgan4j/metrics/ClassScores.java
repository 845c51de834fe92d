package org.dcgan4j.metrics;

import java.util.List;

/**
 * How often the classifier reads samples as each class.
 *
 * @param names of the classes
 * @param shares of the samples, which sum to 1
 * @param realShares of the reals, read by the same classifier
 * @param conditionalAccuracy for each class the share of the samples drawn to be of it that are
 *     read as it, NaN where there is none; empty where the generator is told no classes
 */
public record ClassScores(
    List<String> names, double[] shares, double[] realShares, double[] conditionalAccuracy) {

  public ClassScores {
    names = List.copyOf(names);
  }

  /** How often samples are read as a class; NaN for a class that there is not. */
  public double share(String name) {
    int index = names.indexOf(name);
    return index < 0 ? Double.NaN : shares[index];
  }

  /** Whether samples were drawn to be of a class. */
  public boolean told() {
    return conditionalAccuracy.length > 0;
  }

  /** A class's share over its share of the reals; NaN for a class that no real has. */
  public double ratio(int index) {
    return realShares[index] == 0 ? Double.NaN : shares[index] / realShares[index];
  }
}
