package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.Optional;

/** The data sets for which it is known how good a classifier has to be. */
enum KnownSet {
  /** The 18,724 readable images of notMNIST small. */
  NOTMNIST("c65ecaa131e3ca8ccbe4cb1c4d67ff41860b788707ccceaadf3d1c9f4567b7dd", 0.92),
  /** The 60,000 training images of MNIST. */
  MNIST("1afb0bbe1a9b0ee00e192f097bf3d233a5fc5eeaea39e50f780000793240fda7", 0.985);

  private final String sha256;
  private final double leastAccuracy;

  KnownSet(String sha256, double leastAccuracy) {
    this.sha256 = sha256;
    this.leastAccuracy = leastAccuracy;
  }

  static Optional<KnownSet> of(String sha256) {
    return Arrays.stream(values()).filter(set -> set.sha256.equals(sha256)).findFirst();
  }

  /** Below this a classifier is not to be used, in [0, 1]. */
  double leastAccuracy() {
    return leastAccuracy;
  }
}
