package org.dcgan4j.metrics;

import java.util.List;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param n samples
 * @param referenceN reals that they were compared with
 * @param floorN other reals that took their place for the floors
 * @param classes empty where the reals have no labels
 */
public record Evaluation(
    int n, int referenceN, int floorN, List<Score> scores, Optional<ClassScores> classes) {

  public Evaluation {
    scores = List.copyOf(scores);
  }

  /** The measure of a name; NaN where it was not taken. */
  public double value(String name) {
    return scores.stream()
        .filter(score -> score.name().equals(name))
        .mapToDouble(Score::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
