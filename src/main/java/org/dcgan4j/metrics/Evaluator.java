package org.dcgan4j.metrics;

import java.util.ArrayList;
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
   * Measures samples of the reals' size.
   *
   * @param origin where they come from, for messages
   * @throws InvalidInputException if there are too few samples or they have another size
   */
  public Evaluation evaluate(String origin, int height, int width, byte[] pixels) {
    if (height != reals.height() || width != reals.width()) {
      throw new InvalidInputException(
          "%s: its images are %dx%d, those of %s are %dx%d"
              .formatted(origin, height, width, reals.origin(), reals.height(), reals.width()));
    }
    int n = pixels.length / (height * width);
    if (n < FeatureMeasures.LEAST) {
      throw new InvalidInputException(
          "%s: has %d images, measures need %d or more"
              .formatted(origin, n, FeatureMeasures.LEAST));
    }
    PixelMeasures inPixels = new PixelMeasures(reals, halves);
    List<Score> scores = new ArrayList<>();
    Optional<ClassScores> classes = classifier.map(c -> inFeatures(c, pixels, n, scores));
    if (classes.isEmpty()) {
      scores.addAll(inPixels.manifold(pixels));
    }
    scores.addAll(inPixels.nearest(pixels));
    int floorN = Math.min(n, halves.heldOutCount());
    return new Evaluation(n, reals.count() - halves.heldOutCount(), floorN, scores, classes);
  }

  private ClassScores inFeatures(Classifier network, byte[] pixels, int n, List<Score> scores) {
    FeatureReference reference = new FeatureReference(network.read(halves.reference()));
    Reading samples = network.read(pixels);
    Reading heldOut = network.read(halves.heldOut(n));
    FeatureMeasures found = FeatureMeasures.of(samples, reference);
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
    return new ClassScores(reals.classNames(), found.classShares(), reference.classShares());
  }
}
