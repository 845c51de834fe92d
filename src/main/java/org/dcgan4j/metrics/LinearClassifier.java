package org.dcgan4j.metrics;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.LinearExamples.Scaled;
import org.dcgan4j.metrics.LinearExamples.Scaling;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear classifier of points: for each class a support vector machine against all others, with
 * an L2 penalty and the squared hinge loss, as the DCGAN paper puts on the discriminator's features
 * (its section 5.1). liblinear fits it (Fan et al., "LIBLINEAR: a library for large linear
 * classification", 2008, in its dual form), always with the same random numbers.
 *
 * <p>It minimises {@code |w|^2 / 2 + cost * sum max(0, 1 - y (w x + b))^2}, {@code b} being one of
 * the w. Coordinates are scaled before, so that the mean square of a point's length is about 1 and
 * a cost means the same everywhere.
 */
public final class LinearClassifier {
  /** What the cost is chosen among. */
  static final double[] COSTS = {0.01, 0.1, 1, 10, 100};

  private static final int FOLDS = 3;

  /** By how many points a choice is made at most. */
  private static final int CHOSEN_BY = 1000;

  private static final int ITERATIONS = 300;
  private static final double ENOUGH = 0.1;
  private static final int READ_AT_ONCE = 1024;

  static {
    Linear.disableDebugOutput();
  }

  private final float[] weights;
  private final double[] offsets;
  private final LinearExamples examples;

  /**
   * How a classifier is fitted.
   *
   * @param error the share of points read wrong in cross-validation, or NaN where there was none
   */
  public record Choice(Scaling scaling, double cost, double error) {}

  private LinearClassifier(float[] weights, double[] offsets, LinearExamples examples) {
    this.weights = weights;
    this.offsets = offsets;
    this.examples = examples;
  }

  /**
   * Chooses the scaling and the cost with the least error in three-fold cross-validation of the
   * first {@value #CHOSEN_BY} points at most; the weaker of equals. Of each scaling, costs grow
   * until the error does.
   *
   * @param labels of all points, indices of classes
   */
  public static Choice choose(LinearExamples examples, int... labels) {
    int n = Math.min(CHOSEN_BY, examples.count());
    List<Choice> all = new ArrayList<>();
    for (Scaling scaling : Scaling.values()) {
      Scaled scaled = examples.scaled(scaling, n);
      double best = Double.POSITIVE_INFINITY;
      for (double cost : COSTS) {
        double error = error(scaled, cost, labels);
        all.add(new Choice(scaling, cost, error));
        if (error > best) {
          break; // a greater cost takes longer
        }
        best = error;
      }
    }
    return all.stream().reduce((a, b) -> b.error() < a.error() ? b : a).orElseThrow();
  }

  private static double error(Scaled scaled, double cost, int... labels) {
    int n = scaled.features.length;
    // The points may come class by class, or in turn.
    int[] order = SeededRandom.choose(n, n, SeededRandom.of(FOLDS, 0));
    int wrong =
        IntStream.range(0, FOLDS)
            .parallel()
            .map(
                fold ->
                    wrong(scaled, cost, order, fold * n / FOLDS, (fold + 1) * n / FOLDS, labels))
            .sum();
    return (double) wrong / n;
  }

  /** How many of {@code order[from]} to {@code order[to - 1]} the others teach to read wrong. */
  private static int wrong(
      Scaled scaled, double cost, int[] order, int from, int to, int... labels) {
    int[] others =
        ArrayUtils.addAll(Arrays.copyOf(order, from), Arrays.copyOfRange(order, to, order.length));
    Model model = fitted(scaled, cost, others, labels);
    return (int)
        Arrays.stream(order, from, to)
            .filter(i -> (int) Linear.predict(model, scaled.features[i]) != labels[i])
            .count();
  }

  private static Model fitted(Scaled scaled, double cost, int[] taken, int... labels) {
    Problem problem = new Problem();
    problem.l = taken.length;
    problem.bias = 1;
    problem.n = scaled.size() + 1;
    problem.x = Arrays.stream(taken).mapToObj(i -> scaled.features[i]).toArray(Feature[][]::new);
    problem.y = Arrays.stream(taken).mapToDouble(i -> labels[i]).toArray();
    Parameter parameter =
        new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, cost, ENOUGH, ITERATIONS, 0.1);
    parameter.setRandom(new Random(1));
    return Linear.train(problem, parameter);
  }

  /**
   * Fits a classifier.
   *
   * @param labels of all points, indices of classes from 0
   */
  public static LinearClassifier fit(LinearExamples examples, Choice choice, int... labels) {
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    float[] weights = new float[classes * examples.width()];
    double[] offsets = new double[classes];
    Arrays.fill(offsets, Double.NEGATIVE_INFINITY); // of classes that no point has
    if (examples.areTooMany()) {
      LinearExamples.Bytes bytes = examples.bytes(choice.scaling());
      float[][] solved = DualDescent.solve(bytes, classes, choice.cost(), ENOUGH, labels);
      for (int c : Arrays.stream(labels).distinct().toArray()) {
        offsets[c] = bytes.backTo(solved[c], weights, c * examples.width());
      }
    } else {
      int n = examples.count();
      Scaled scaled = examples.scaled(choice.scaling(), n);
      Model model = fitted(scaled, choice.cost(), IntStream.range(0, n).toArray(), labels);
      int[] order = model.getLabels();
      for (int k = 0; k < order.length; k++) {
        double[] solved = new double[scaled.size() + 1];
        for (int i = 0; i < scaled.size(); i++) {
          solved[i] = model.getDecfunCoef(i + 1, k);
        }
        solved[scaled.size()] = model.getDecfunBias(k);
        offsets[order[k]] = scaled.backTo(solved, weights, order[k] * examples.width());
      }
    }
    return new LinearClassifier(weights, offsets, examples);
  }

  /** The class of each point, an index. Coordinates beyond those seen are taken for the nearest. */
  public int[] classesOf(Points points) {
    float[] scores = scores(points);
    int[] found = new int[points.count()];
    Arrays.setAll(found, i -> best(scores, i * offsets.length));
    return found;
  }

  /** How far each point is on the side of each class, {@code [N, classes]}. */
  float[] scores(Points points) {
    int width = points.width();
    int classes = offsets.length;
    float[] scores = new float[points.count() * classes];
    try (INDArray w = new Points(classes, width, weights).matrix()) {
      for (int from = 0; from < points.count(); from += READ_AT_ONCE) {
        Points part = points.range(from, Math.min(points.count(), from + READ_AT_ONCE));
        examples.limit(part.values());
        float[] dots = new float[part.count() * classes];
        try (INDArray rows = part.matrix()) {
          Points.dots(rows, w, dots);
        }
        for (int i = 0; i < dots.length; i++) {
          scores[from * classes + i] = (float) (dots[i] + offsets[i % classes]);
        }
      }
    }
    return scores;
  }

  private int best(float[] scores, int from) {
    int best = 0;
    for (int c = 1; c < offsets.length; c++) {
      best = scores[from + c] > scores[from + best] ? c : best;
    }
    return best;
  }

  /** The share of points that it reads wrong. */
  public double error(Points points, int... labels) {
    int[] found = classesOf(points);
    return IntStream.range(0, found.length).filter(i -> found[i] != labels[i]).count()
        / (double) found.length;
  }
}
