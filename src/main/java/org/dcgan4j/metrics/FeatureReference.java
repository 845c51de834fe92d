package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.ClassifierOutput;

/**
 * Real images as the classifier reads them, which others are measured against. Not for use by
 * several threads.
 */
final class FeatureReference {
  private final ClassifierOutput reals;
  private final ClassifierStatistics sums;
  private KnnManifold balls;

  FeatureReference(ClassifierOutput reals) {
    this.reals = reals;
    this.sums = ClassifierStatistics.of(reals);
  }

  ClassifierOutput reals() {
    return reals;
  }

  ClassifierStatistics sums() {
    return sums;
  }

  /** The first {@code n} reals with their balls; kept until another number is asked for. */
  KnnManifold balls(int n) {
    if (balls == null || balls.count() != n) {
      balls = KnnManifold.around(reals.features().first(n), ManifoldScores.NEIGHBOURS);
    }
    return balls;
  }
}
