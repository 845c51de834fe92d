package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.ClassifierStatistics.ClassifierScore;
import org.dcgan4j.metrics.Evaluation.Score;
import org.dcgan4j.metrics.Evaluation.Spread;
import org.dcgan4j.metrics.RealHalves.LabelledSplit;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Reading;

/** Measures samples against a data set, each measure beside its floor. */
public final class Evaluator {
  /** How many images are looked up among the training images. */
  private static final int LOOKED_UP = 2000;

  private static final double NEAR = 0.05;
  private static final long SUBSETS_SEED = 1;
  private static final long MIX_SEED = 2;

  /** How many images are read at once, and compared point by point at most. */
  private static final int AT_ONCE = 50_000;

  private final ImageSet reals;
  private final Classifier classifier;
  private final RealHalves halves;
  private final Optional<Fit> neighboursOf;

  /**
   * @param reals at least twice {@link RealHalves#LEAST} images
   * @param classifier of these reals
   * @throws InvalidInputException if there are too few reals
   */
  public Evaluator(ImageSet reals, Classifier classifier) {
    this(reals, classifier, Optional.empty());
  }

  private Evaluator(ImageSet reals, Classifier classifier, Optional<Fit> neighboursOf) {
    this.reals = reals;
    this.classifier = classifier;
    this.halves = new RealHalves(reals);
    this.neighboursOf = neighboursOf;
  }

  /**
   * The same with {@link NeighbourTests}, which take longer than all the others.
   *
   * @param fit how the reals became what they are, for their test images
   */
  public Evaluator withNeighbours(Fit fit) {
    return new Evaluator(reals, classifier, Optional.of(fit));
  }

  /**
   * Images as the classifier reads them, of any number.
   *
   * @param first what it sees in the first of them, at most {@link #AT_ONCE}: measures that compare
   *     points with points take these alone
   * @param sums over all
   */
  private record Read(Reading first, ClassifierStatistics sums) {

    static Read of(Classifier network, Images images, int... told) {
      Reading first = null;
      ClassifierStatistics sums = null;
      for (int from = 0; from < images.count(); from += AT_ONCE) {
        int to = Math.min(images.count(), from + AT_ONCE);
        Reading reading = network.read(images.range(from, to));
        int[] classes = told.length == 0 ? told : Arrays.copyOfRange(told, from, to);
        ClassifierStatistics part = ClassifierStatistics.of(reading, classes);
        first = first == null ? reading : first;
        sums = sums == null ? part : sums.plus(part);
      }
      return new Read(first, sums);
    }
  }

  /** Real images, which others are measured against. Not for use by several threads. */
  static final class Reference {
    private final Points reals;
    final ClassifierStatistics sums;
    private ManifoldScores.Balls balls;

    Reference(Classifier network, Images reals) {
      Read read = Read.of(network, reals);
      this.reals = read.first().features();
      this.sums = read.sums();
    }

    /** Of as many on both sides; the reals' balls are kept until another number is asked for. */
    ManifoldScores manifold(Points images) {
      int n = Math.min(images.count(), reals.count());
      if (balls == null || balls.points().count() != n) {
        balls = ManifoldScores.Balls.around(reals.first(n), ManifoldScores.NEIGHBOURS);
      }
      return ManifoldScores.of(balls, images.first(n));
    }

    private Spread kernelDistance(Points images) {
      return KernelDistance.between(images, reals, SUBSETS_SEED);
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
    ImageSet mixed = mixed(samples);
    Reference reference = new Reference(classifier, halves.reference());
    int[] told = origin().ofClasses() ? mixed.labelsAmong(reals.classNames()) : new int[0];
    Read read = Read.of(classifier, mixed.images(), told);
    Read heldOut = Read.of(classifier, halves.heldOut(samples.count()));
    Points points = read.first().features();
    Points others = heldOut.first().features();
    List<Score> more = new ArrayList<>();
    Spread kernel = reference.kernelDistance(points);
    Spread floor = reference.kernelDistance(others);
    more.add(Score.of("kid", "kernel distance (KID)", kernel, floor));
    if (origin().ofClasses()) {
      more.add(
          Score.of(
              "classifierScore",
              "classifier score",
              ClassifierScore.ofParts(read.first().probabilities()),
              ClassifierScore.ofParts(heldOut.first().probabilities())));
    }
    more.addAll(reference.manifold(points).beside(reference.manifold(others)));
    neighboursOf.ifPresent(
        fit -> {
          more.addAll(NeighbourTests.twoSample(points, others, reference.reals));
          if (told.length > 0 && reals.onlyClass().isEmpty()) {
            LabelledSplit split = LabelledSplit.of(reals, fit);
            more.addAll(NeighbourTests.classifiers(mixed.images(), told, split));
          }
        });
    return read.sums()
        .evaluation(
            reference.sums,
            heldOut.sums(),
            reals.classNames(),
            origin(),
            more,
            nearest(mixed.images()));
  }

  private Origin origin() {
    return classifier.origin();
  }

  /**
   * Samples that come class by class, in whatever order of the classes, in another order, as those
   * without labels may: some measures take the first of them, or compare parts.
   */
  static ImageSet mixed(ImageSet samples) {
    int n = samples.count();
    int[] labels = samples.labels();
    long runs =
        IntStream.range(0, labels.length).filter(i -> i == 0 || labels[i - 1] != labels[i]).count();
    return !samples.labelled() || runs > 1 && runs == IntStream.of(labels).distinct().count()
        ? samples.select(SeededRandom.choose(n, n, SeededRandom.of(MIX_SEED, 0)))
        : samples;
  }

  /** How far samples are from the nearest training image, beside other training images. */
  private List<Score> nearest(Images samples) {
    Images training = reals.images();
    Images looked = samples.range(0, Math.min(LOOKED_UP, samples.count()));
    NearestImages found = NearestImages.of(looked, training);
    int[] self = halves.heldOutIndices(LOOKED_UP);
    NearestImages floor = NearestImages.of(training.select(self), training, self);
    double near = floor.quantileOfUnequal(NEAR); // copies among the data are no scale
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
}
