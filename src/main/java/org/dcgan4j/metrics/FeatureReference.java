package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.ClassifierOutput;

/**
 * Real images as the classifier reads them, which others are measured against. Not for use by
 * several threads.
 */
final class FeatureReference {
  private static final long SUBSETS_SEED = 1;

  private final ClassifierOutput reals;
  private final ClassifierStatistics sums;
  private KnnManifold balls;

  FeatureReference(ClassifierOutput reals) {
    this.reals = reals;
    this.sums = ClassifierStatistics.of(reals);
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

  /** What is measured of images, at least {@link RealHalves#LEAST}, with all at hand at once. */
  record Measures(KernelDistance kernel, ClassifierScore score, ManifoldScores manifold) {}

  Measures measure(ClassifierOutput images) {
    Points features = images.features();
    int n = Math.min(images.count(), reals.count());
    return new Measures(
        KernelDistance.between(features, reals.features(), SUBSETS_SEED),
        ClassifierScore.of(images.probabilities()),
        ManifoldScores.of(balls(n), features.first(n), ManifoldScores.NEIGHBOURS));
  }
}
