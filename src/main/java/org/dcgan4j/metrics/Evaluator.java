package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.ClassifierOutput;

/** Measures samples against a data set, each measure beside its floor. */
public final class Evaluator {
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
   * Measures samples of the reals' size. Labels of samples, where they are {@linkplain
   * ImageSet#labelsAmong of the reals' classes}, are what they were drawn to be.
   *
   * @throws InvalidInputException if there are too few samples or they have another size
   */
  public Evaluation evaluate(ImageSet samples) {
    halves.requireComparable(samples.origin(), samples.count(), samples.images().shape());
    int n = samples.count();
    Images pixels = samples.images();
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

  private ClassScores inFeatures(Classifier network, ImageSet samples, List<Score> scores) {
    FeatureReference reference = new FeatureReference(network.read(halves.reference()));
    ClassifierOutput read = network.read(samples.images());
    ClassifierOutput heldOut = network.read(halves.heldOut(samples.count()));
    FeatureReference.Measures found = reference.measure(read);
    FeatureReference.Measures floor = reference.measure(heldOut);
    SummedEvaluation summed =
        new SummedEvaluation(
            ClassifierStatistics.of(read, samples.labelsAmong(reals.classNames())),
            ClassifierStatistics.of(heldOut),
            reference.sums(),
            reals.classNames(),
            network.origin().accuracy());
    scores.add(summed.frechet());
    scores.add(Score.of("kid", "kernel distance (KID)", found.kernel(), floor.kernel()));
    scores.add(Score.of("classifierScore", "classifier score", found.score(), floor.score()));
    scores.addAll(PixelMeasures.scores("", "", found.manifold(), floor.manifold()));
    scores.addAll(summed.ofClasses());
    return summed.classes();
  }
}
