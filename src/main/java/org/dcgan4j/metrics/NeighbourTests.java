package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.Evaluation.Score;
import org.dcgan4j.metrics.LinearClassifier.Choice;
import org.dcgan4j.metrics.RealHalves.LabelledSplit;

/**
 * What classifiers say of samples: whether they can be told from reals, and whether one that
 * learned from them reads reals.
 */
final class NeighbourTests {
  /** Points of each kind that are told apart, at most. */
  private static final int TOLD_APART = 5000;

  /** Images that the nearest are looked up among, and for, at most. */
  private static final int FITTED = 100_000;

  private static final int TESTS = 10_000;

  /** Images that a linear classifier learns from, at most. */
  private static final int LINEAR = 5000;

  private static final long SEED = 3;

  private NeighbourTests() {}

  /**
   * How well the nearest other point tells which of two sets a point is of.
   *
   * @param first the share of the first set's points whose nearest other point is of their own set
   * @param second the same of the second's
   */
  record TwoSample(double first, double second) {

    double accuracy() {
      return (first + second) / 2;
    }

    /**
     * Leave-one-out; a point as near to one set as to the other counts half.
     *
     * @param second as many as the first
     */
    static TwoSample of(Points first, Points second) {
      int n = first.count();
      int all = n + second.count();
      Points both =
          new Points(all, first.width(), ArrayUtils.addAll(first.values(), second.values()));
      float[] own = new float[all];
      float[] other = new float[all];
      Arrays.fill(own, Float.POSITIVE_INFINITY);
      Arrays.fill(other, Float.POSITIVE_INFINITY);
      try (DistanceBlocks blocks = new DistanceBlocks(both)) {
        blocks.visit(
            both,
            (point, to, squared) -> {
              float[] least = point < n == to < n ? own : other;
              if (squared < least[point] && point != to) {
                least[point] = squared;
              }
            });
      }
      return new TwoSample(share(own, other, 0, n), share(own, other, n, all));
    }

    private static double share(float[] own, float[] other, int from, int to) {
      return IntStream.range(from, to)
          .mapToDouble(i -> own[i] < other[i] ? 1 : own[i] > other[i] ? 0 : 0.5)
          .average()
          .orElse(Double.NaN);
    }
  }

  /**
   * The two-sample test (Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", 2017; Xu et
   * al., "An empirical study on evaluation metrics of generative adversarial networks", 2018), 0.5
   * for equal distributions, beside reals in the samples' place.
   */
  static List<Score> twoSample(Points samples, Points heldOut, Points reals) {
    TwoSample found = ofAsMany(samples, reals);
    TwoSample floor = ofAsMany(heldOut, reals);
    return List.of(
        Score.of(
            "neighbourTwoSample",
            "1-NN tells samples from reals",
            found.accuracy(),
            floor.accuracy()),
        Score.of("neighbourTwoSampleFakes", "  right of samples", found.first(), floor.first()),
        Score.of("neighbourTwoSampleReals", "  right of reals", found.second(), floor.second()));
  }

  private static TwoSample ofAsMany(Points some, Points reals) {
    int n = Math.min(TOLD_APART, Math.min(some.count(), reals.count()));
    return TwoSample.of(some.first(n), reals.first(n));
  }

  /**
   * The errors on real test images of classifiers of pixels that learned from samples, beside the
   * same that learned from as many real training images: of the nearest neighbour, as the DCGAN
   * paper has it for MNIST, and of a {@link LinearClassifier}.
   *
   * @param told the samples' classes
   */
  static List<Score> classifiers(Images samples, int[] told, LabelledSplit split) {
    ImageSet test = some(split.test(), TESTS);
    int n = Math.min(FITTED, samples.count());
    Images fakes = samples.range(0, n);
    ImageSet reals = some(split.training(), n);
    return List.of(
        Score.of(
            "neighbourError",
            "error of 1-NN taught by samples",
            nearest(fakes, told, test),
            nearest(reals.images(), reals.labels(), test)),
        Score.of(
            "linearError",
            "error of linear taught by samples",
            linear(fakes, told, test),
            linear(reals.images(), reals.labels(), test)));
  }

  private static ImageSet some(ImageSet set, int most) {
    int n = Math.min(most, set.count());
    return set.select(SeededRandom.choose(n, set.count(), SeededRandom.of(SEED, 0)));
  }

  static double nearest(Images images, int[] labels, ImageSet test) {
    int[] nearest = NearestImages.of(test.images(), images).indices();
    return IntStream.range(0, nearest.length)
        .mapToDouble(i -> labels[nearest[i]] == test.label(i) ? 0 : 1)
        .average()
        .orElse(Double.NaN);
  }

  private static double linear(Images images, int[] labels, ImageSet test) {
    int n = Math.min(LINEAR, images.count());
    int square = NearestImages.square(images.shape());
    Points points = Points.ofPixels(images.range(0, n), square);
    LinearExamples examples = new LinearExamples(points);
    examples.add(points);
    int[] learned = Arrays.copyOf(labels, n);
    Choice choice = LinearClassifier.choose(examples, learned);
    return LinearClassifier.fit(examples, choice, learned)
        .error(Points.ofPixels(test.images(), square), test.labels());
  }
}
