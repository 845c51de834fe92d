package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.Reading;

/**
 * Real images as the classifier reads them, which others are measured against. Not for use by
 * several threads.
 */
public final class FeatureReference {
  private final Reading reals;
  private final FeatureStatistics statistics;
  private final double[] classShares;
  private Balls balls;

  public FeatureReference(Reading reals) {
    this.reals = reals;
    this.statistics = FeatureStatistics.of(reals.features());
    this.classShares = reals.classShares();
  }

  public Reading reals() {
    return reals;
  }

  FeatureStatistics statistics() {
    return statistics;
  }

  /** For each class the share of reals that are read as it. */
  public double[] classShares() {
    return classShares.clone();
  }

  /** The first {@code n} reals with their balls; kept until another number is asked for. */
  Balls balls(int n) {
    if (balls == null || balls.count() != n) {
      balls = Balls.around(reals.features().first(n), ManifoldScores.NEIGHBOURS);
    }
    return balls;
  }
}
