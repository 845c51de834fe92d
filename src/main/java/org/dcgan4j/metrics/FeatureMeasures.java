package org.dcgan4j.metrics;

import org.dcgan4j.metrics.classifier.Reading;

/**
 * Everything that is measured in the classifier's features.
 *
 * @param n how many images were measured
 * @param manifoldN how many of them, and of the reals, precision to coverage are taken from
 * @param frechet see {@link FrechetDistance}
 * @param classShares for each class the share of the images that are read as it
 * @param classDistance the total variation distance of the class shares from the reals', half the
 *     sum of the absolute differences, in [0, 1]
 * @param confidence the mean probability of the most probable class
 */
public record FeatureMeasures(
    int n,
    int manifoldN,
    double frechet,
    KernelDistance kernel,
    ClassifierScore score,
    ManifoldScores manifold,
    double[] classShares,
    double classDistance,
    double confidence) {
  /** Fewer images than this cannot be measured. */
  public static final int LEAST = 2 * (ManifoldScores.NEIGHBOURS + 1);

  private static final long SUBSETS_SEED = 1;

  /** Measures images against reals, at least {@link #LEAST} of each. */
  public static FeatureMeasures of(Reading images, FeatureReference reference) {
    Points features = images.features();
    int n = Math.min(images.count(), reference.reals().count());
    double[] shares = images.classShares();
    return new FeatureMeasures(
        images.count(),
        n,
        FrechetDistance.between(FeatureStatistics.of(features), reference.statistics()),
        KernelDistance.between(features, reference.reals().features(), SUBSETS_SEED),
        ClassifierScore.of(images.probabilities()),
        ManifoldScores.of(reference.balls(n), features.first(n), ManifoldScores.NEIGHBOURS),
        shares,
        totalVariation(shares, reference.classShares()),
        images.confidence());
  }

  static double totalVariation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / 2;
  }
}
