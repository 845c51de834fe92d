package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.ClassifierOutput;

/** What is measured in the classifier's features with all images at hand at once. */
record FeatureMeasures(KernelDistance kernel, ClassifierScore score, ManifoldScores manifold) {
  private static final long SUBSETS_SEED = 1;

  /** Measures images against reals, at least {@link RealHalves#LEAST} of each. */
  static FeatureMeasures of(ClassifierOutput images, FeatureReference reference) {
    Points features = images.features();
    int n = Math.min(images.count(), reference.reals().count());
    return new FeatureMeasures(
        KernelDistance.between(features, reference.reals().features(), SUBSETS_SEED),
        ClassifierScore.of(images.probabilities()),
        ManifoldScores.of(reference.balls(n), features.first(n), ManifoldScores.NEIGHBOURS));
  }
}
