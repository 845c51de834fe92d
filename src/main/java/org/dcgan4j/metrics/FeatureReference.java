package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.Reading;

/**
 * Real images as the classifier reads them, which others are measured against. Not for use by
 * several threads.
 */
final class FeatureReference {
  private final Reading reals;
  private final ReadingSums sums;
  private Balls balls;

  FeatureReference(Reading reals) {
    this.reals = reals;
    this.sums = ReadingSums.of(reals);
  }

  Reading reals() {
    return reals;
  }

  ReadingSums sums() {
    return sums;
  }

  /** The first {@code n} reals with their balls; kept until another number is asked for. */
  Balls balls(int n) {
    if (balls == null || balls.count() != n) {
      balls = Balls.around(reals.features().first(n), ManifoldScores.NEIGHBOURS);
    }
    return balls;
  }
}
