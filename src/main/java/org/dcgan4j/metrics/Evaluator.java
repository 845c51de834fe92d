package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.ClassifierStatistics.ClassifierScore;
import org.dcgan4j.metrics.Evaluation.Score;
import org.dcgan4j.metrics.Evaluation.Spread;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.Classifier.Reading;

/** Measures samples against a data set, each measure beside its floor. */
public final class Evaluator {
  /** How many images are looked up among the training images. */
  private static final int LOOKED_UP = 2000;

  private static final double NEAR = 0.05;
  private static final long SUBSETS_SEED = 1;

  private final ImageSet reals;
  private final Optional<Classifier> classifier;
  private final RealHalves halves;

  /**
   * @param reals at least twice {@link RealHalves#LEAST} images
   * @param classifier of these reals; empty where they have no labels
   * @throws InvalidInputException if there are too few reals
   */
  public Evaluator(ImageSet reals, Optional<Classifier> classifier) {
    this.reals = reals;
    this.classifier = classifier;
    this.halves = new RealHalves(reals);
  }

  /**
   * Real images as the classifier reads them, which others are measured against. Not for use by
   * several threads.
   */
  static final class Reference {
    private final Reading reals;
    final ClassifierStatistics sums;
    private ManifoldScores.Balls balls;

    Reference(Reading reals) {
      this.reals = reals;
      this.sums = ClassifierStatistics.of(reals);
    }

    /** Of as many on both sides; the reals' balls are kept until another number is asked for. */
    ManifoldScores manifold(Reading images) {
      int n = Math.min(images.count(), reals.count());
      if (balls == null || balls.points().count() != n) {
        balls = ManifoldScores.Balls.around(reals.features().first(n), ManifoldScores.NEIGHBOURS);
      }
      return ManifoldScores.of(balls, images.features().first(n));
    }

    private Spread kernelDistance(Reading images) {
      return KernelDistance.between(images.features(), reals.features(), SUBSETS_SEED);
    }
  }

  /**
   * Measures samples of the reals' size. Labels of samples, where they are {@linkplain
   * ImageSet#labelsAmong of the reals' classes}, are what they were drawn to be.
   *
   * @throws InvalidInputException if there are too few samples or they have another size
   */
  public Evaluation evaluate(ImageSet samples) {
    halves.requireComparable(samples.origin(), samples.count(), samples.images().shape());
    List<Score> nearest = nearest(samples.images());
    if (classifier.isPresent()) {
      return inFeatures(classifier.get(), samples, nearest);
    }
    List<Score> scores = new ArrayList<>(inPixels(samples.images()));
    scores.addAll(nearest);
    int floorN = Math.min(samples.count(), halves.heldOutCount());
    int referenceN = reals.count() - halves.heldOutCount();
    return new Evaluation(samples.count(), referenceN, floorN, scores, Optional.empty());
  }

  private Evaluation inFeatures(Classifier network, ImageSet samples, List<Score> nearest) {
    Reference reference = new Reference(network.read(halves.reference()));
    Reading read = network.read(samples.images());
    Reading heldOut = network.read(halves.heldOut(samples.count()));
    List<Score> more = new ArrayList<>();
    Spread kernel = reference.kernelDistance(read);
    more.add(Score.of("kid", "kernel distance (KID)", kernel, reference.kernelDistance(heldOut)));
    more.add(
        Score.of(
            "classifierScore",
            "classifier score",
            ClassifierScore.ofParts(read.probabilities()),
            ClassifierScore.ofParts(heldOut.probabilities())));
    more.addAll(reference.manifold(read).beside(reference.manifold(heldOut), false));
    return ClassifierStatistics.of(read, samples.labelsAmong(reals.classNames()))
        .evaluation(
            reference.sums,
            ClassifierStatistics.of(heldOut),
            reals.classNames(),
            network.origin().accuracy(),
            more,
            nearest);
  }

  /** Precision to coverage with pixels for features, where there is no classifier. */
  private List<Score> inPixels(Images samples) {
    int n = Math.min(samples.count(), halves.heldOutCount());
    Points real = Points.ofPixels(halves.reference(n));
    ManifoldScores.Balls balls = ManifoldScores.Balls.around(real, ManifoldScores.NEIGHBOURS);
    ManifoldScores found = ManifoldScores.of(balls, Points.ofPixels(first(samples, n)));
    ManifoldScores floor = ManifoldScores.of(balls, Points.ofPixels(halves.heldOut(n)));
    return found.beside(floor, true);
  }

  /** How far samples are from the nearest training image, beside other training images. */
  private List<Score> nearest(Images samples) {
    Images training = reals.images();
    NearestImages found = NearestImages.of(first(samples, LOOKED_UP), training);
    int[] self = halves.heldOutIndices(LOOKED_UP);
    NearestImages floor = NearestImages.of(training.select(self), training, self);
    double near = floor.quantile(NEAR);
    return List.of(
        Score.of(
            "nearestMedian",
            "nearest training image, median",
            found.quantile(0.5),
            floor.quantile(0.5)),
        Score.of("nearestMean", "nearest training image, mean", found.mean(), floor.mean()),
        Score.of(
            "nearestCloseShare",
            "nearer than 5% of the reals are",
            found.shareBelow(near),
            floor.shareBelow(near)));
  }

  private static Images first(Images samples, int n) {
    return samples.range(0, Math.min(n, samples.count()));
  }
}
