package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.Reading;

/** Measures samples against a data set, each measure beside its floor. */
public final class Evaluator {
  private final ImageSet reals;
  private final Optional<Classifier> classifier;
  private final RealHalves halves;

  /**
   * @param reals at least twice {@link FeatureMeasures#LEAST} images
   * @param classifier of these reals; empty where they have no labels
   * @throws InvalidInputException if there are too few reals
   */
  public Evaluator(ImageSet reals, Optional<Classifier> classifier) {
    if (reals.count() < 2 * FeatureMeasures.LEAST) {
      throw new InvalidInputException(
          "%s: has %d images, measures need %d or more"
              .formatted(reals.origin(), reals.count(), 2 * FeatureMeasures.LEAST));
    }
    this.reals = reals;
    this.classifier = classifier;
    this.halves = new RealHalves(reals);
  }

  /**
   * Measures samples of the reals' size. Labels of samples, where they have the reals' classes, are
   * what they were drawn to be.
   *
   * @throws InvalidInputException if there are too few samples or they have another size
   */
  public Evaluation evaluate(ImageSet samples) {
    requireComparable(samples);
    int n = samples.count();
    byte[] pixels = samples.pixels();
    PixelMeasures inPixels = new PixelMeasures(reals, halves);
    List<Score> scores = new ArrayList<>();
    Optional<ClassScores> classes = classifier.map(c -> inFeatures(c, samples, scores));
    if (classes.isEmpty()) {
      scores.addAll(inPixels.manifold(pixels));
    }
    scores.addAll(inPixels.nearest(pixels));
    int floorN = Math.min(n, halves.heldOutCount());
    return new Evaluation(n, reals.count() - halves.heldOutCount(), floorN, scores, classes);
  }

  private void requireComparable(ImageSet samples) {
    if (samples.height() != reals.height() || samples.width() != reals.width()) {
      throw new InvalidInputException(
          "%s: its images are %dx%d, those of %s are %dx%d"
              .formatted(
                  samples.origin(),
                  samples.height(),
                  samples.width(),
                  reals.origin(),
                  reals.height(),
                  reals.width()));
    }
    if (samples.count() < FeatureMeasures.LEAST) {
      throw new InvalidInputException(
          "%s: has %d images, measures need %d or more"
              .formatted(samples.origin(), samples.count(), FeatureMeasures.LEAST));
    }
  }

  private ClassScores inFeatures(Classifier network, ImageSet samples, List<Score> scores) {
    FeatureReference reference = new FeatureReference(network.read(halves.reference()));
    Reading read = network.read(samples.pixels());
    Reading heldOut = network.read(halves.heldOut(samples.count()));
    FeatureMeasures found = FeatureMeasures.of(read, reference);
    FeatureMeasures floor = FeatureMeasures.of(heldOut, reference);
    scores.add(Score.of("frechet", "Fréchet distance", found.frechet(), floor.frechet()));
    scores.add(Score.of("kid", "kernel distance (KID)", found.kernel(), floor.kernel()));
    scores.add(Score.of("classifierScore", "classifier score", found.score(), floor.score()));
    scores.addAll(PixelMeasures.scores("", "", found.manifold(), floor.manifold()));
    scores.add(Score.of("confidence", "confidence", found.confidence(), floor.confidence()));
    scores.add(
        Score.of(
            "classDistance",
            "distance of class shares",
            found.classDistance(),
            floor.classDistance()));
    boolean told = samples.labelled() && samples.classNames().equals(reals.classNames());
    double[] asTold = told ? read.asTold(samples::label) : new double[0];
    if (told) {
      double accuracy = network.origin().accuracy();
      scores.add(Score.of("readAsTold", "read as the class told", mean(asTold), accuracy));
    }
    return new ClassScores(
        reals.classNames(), found.classShares(), reference.classShares(), asTold);
  }

  /** Of the classes that were asked for. */
  private static double mean(double[] shares) {
    return Arrays.stream(shares).filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
