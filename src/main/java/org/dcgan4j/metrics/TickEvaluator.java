package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.List;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.ClassifierOutput;

/** Measures few samples quickly, again and again. Draws no random numbers of anybody else. */
public final class TickEvaluator {
  private static final int MOST_REALS = 10_000;

  private final Classifier classifier;
  private final FeatureReference reference;
  private final int n;
  private final Quick floor;

  private record Quick(ClassifierStatistics sums, double frechet, ManifoldScores manifold) {}

  /**
   * @param samples how many are measured at a time; fewer where the reals are few
   */
  public TickEvaluator(Classifier classifier, ImageSet reals, int samples) {
    RealHalves halves = new RealHalves(reals);
    this.classifier = classifier;
    this.n = Math.min(samples, halves.heldOutCount());
    this.reference =
        new FeatureReference(classifier.read(halves.reference(Math.max(n, MOST_REALS))));
    this.floor = measure(classifier.read(halves.heldOut(n)));
  }

  /** How many samples are measured at a time. */
  public int samples() {
    return n;
  }

  /**
   * @param images {@link #samples} of them
   */
  public TickMeasures measure(long step, Images images) {
    Quick found = measure(classifier.read(images));
    ClassifierStatistics sums = found.sums();
    return new TickMeasures(
        step,
        Math.toIntExact(sums.count()),
        found.frechet(),
        floor.frechet(),
        found.manifold().precision(),
        found.manifold().recall(),
        found.manifold().coverage(),
        floor.manifold().coverage(),
        sums.confidence(),
        sums.classDistance(reference.sums()),
        boxed(sums.classShares()),
        boxed(reference.sums().classShares()));
  }

  private Quick measure(ClassifierOutput images) {
    ClassifierStatistics sums = ClassifierStatistics.of(images);
    return new Quick(
        sums,
        FrechetDistance.between(sums.features(), reference.sums().features()),
        ManifoldScores.of(reference.balls(n), images.features(), ManifoldScores.NEIGHBOURS));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
