package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The measures that sums suffice for, so that any number of images can be measured.
 *
 * @param samples what is measured
 * @param floor other reals in their place
 * @param reference the reals that both are compared with
 * @param classNames of the reals
 * @param accuracy of the classifier that read them all, in [0, 1]
 */
public record SummedEvaluation(
    ClassifierStatistics samples,
    ClassifierStatistics floor,
    ClassifierStatistics reference,
    List<String> classNames,
    double accuracy) {

  public SummedEvaluation {
    classNames = List.copyOf(classNames);
  }

  /** All of them. The classifier score is that of all images at once and has no spread. */
  public Evaluation evaluation() {
    List<Score> scores = new ArrayList<>();
    scores.add(frechet());
    scores.add(
        Score.of(
            "classifierScore",
            "classifier score",
            samples.classifierScore(),
            floor.classifierScore()));
    scores.addAll(ofClasses());
    return new Evaluation(
        Math.toIntExact(samples.count()),
        Math.toIntExact(reference.count()),
        Math.toIntExact(floor.count()),
        scores,
        Optional.of(classes()));
  }

  Score frechet() {
    return Score.of(
        "frechet",
        "Fréchet distance",
        FrechetDistance.between(samples.features(), reference.features()),
        FrechetDistance.between(floor.features(), reference.features()));
  }

  /** How surely the classifier reads images, in which shares, and how often as told. */
  List<Score> ofClasses() {
    List<Score> scores = new ArrayList<>();
    scores.add(Score.of("confidence", "confidence", samples.confidence(), floor.confidence()));
    scores.add(
        Score.of(
            "classDistance",
            "distance of class shares",
            samples.classDistance(reference),
            floor.classDistance(reference)));
    Arrays.stream(samples.conditionalAccuracy())
        .filter(Double::isFinite)
        .average()
        .ifPresent(
            mean -> scores.add(Score.of("readAsTold", "conditional accuracy", mean, accuracy)));
    return scores;
  }

  ClassScores classes() {
    return new ClassScores(
        classNames, samples.classShares(), reference.classShares(), samples.conditionalAccuracy());
  }
}
