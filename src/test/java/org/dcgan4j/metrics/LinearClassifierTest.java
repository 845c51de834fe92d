package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.metrics.LinearClassifier.Choice;
import org.dcgan4j.metrics.LinearExamples.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearClassifierTest {

  /** Three classes whose mean lies on an axis of its own; all other coordinates are noise. */
  private static Points clouds(int count, int width, double distance, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      boolean own = i % width == i / width % 3;
      values[i] = (float) (random.nextGaussian() + (own ? distance : 0));
    }
    return new Points(count, width, values);
  }

  private static int[] labels(int count) {
    return IntStream.range(0, count).map(i -> i % 3).toArray();
  }

  private static LinearExamples examples(Points points) {
    LinearExamples examples = new LinearExamples(points);
    examples.add(points);
    return examples;
  }

  /** More points than coordinates, and fewer, which take another way to the solver. */
  @ParameterizedTest
  @ValueSource(ints = {5, 400})
  void plantedClasses_shouldBeTold(int width) {
    Points training = clouds(300, width, 8, 1);
    LinearExamples examples = examples(training);

    Choice choice = LinearClassifier.choose(examples, labels(300));
    LinearClassifier classifier = LinearClassifier.fit(examples, choice, labels(300));

    assertThat(choice.error()).isLessThan(0.05);
    assertThat(classifier.error(clouds(300, width, 8, 2), labels(300))).isLessThan(0.05);
  }

  @Test
  void noise_shouldNotBeTold() {
    LinearExamples examples = examples(clouds(300, 20, 0, 1));

    Choice choice = LinearClassifier.choose(examples, labels(300));

    assertThat(choice.error()).isCloseTo(2 / 3.0, within(0.1));
  }

  /**
   * Of two points at -1 and 1 the minimum of w^2 / 2 + 2 C (1 - w)^2 is at w = 4 C / (1 + 4 C), the
   * offset 0; so it is in three coordinates where all of them are -1, or 1.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "1, 1", "0.1, 3", "1, 3"})
  void twoPoints_shouldHaveTheirClosedForm(double cost, int width) {
    float[] values = new float[2 * width];
    Arrays.fill(values, 0, width, -1);
    Arrays.fill(values, width, 2 * width, 1);
    Points points = new Points(2, width, values);

    float[] scores = fit(points, Scaling.TOGETHER, cost, 0, 1).scores(points);

    float w = (float) (4 * cost / (1 + 4 * cost));
    assertThat(scores).containsExactly(new float[] {w, -w, -w, w}, within(0.02f));
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void manyCoordinates_shouldGiveTheSameAnswersThroughDotProducts(Scaling scaling) {
    // 40 points of 60 coordinates go through dot products; twenty times the same are too many.
    Points once = clouds(40, 60, 2, 3);
    float[] repeated = new float[20 * once.values().length];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = once.values()[i % once.values().length];
    }
    Points often = new Points(800, 60, repeated);
    int[] oftenLabels = IntStream.range(0, 800).map(i -> i % 40 % 3).toArray();
    Points asked = clouds(500, 60, 2, 4);

    int[] few = fit(once, scaling, 2, labels(40)).classesOf(asked);
    int[] many = fit(often, scaling, 0.1, oftenLabels).classesOf(asked);

    long same = IntStream.range(0, 500).filter(i -> few[i] == many[i]).count();
    assertThat(same).isGreaterThan(485);
  }

  /** The solver for sets that liblinear has no room for finds what liblinear finds. */
  @ParameterizedTest
  @EnumSource(Scaling.class)
  void dualDescent_shouldFindWhatLiblinearFinds(Scaling scaling) {
    Points points = clouds(300, 20, 1, 1);
    LinearExamples examples = examples(points);
    int[] labels = labels(300);
    LinearExamples.Bytes bytes = examples.bytes(scaling);

    float[][] solved = DualDescent.solve(bytes, 3, 0.5, 0.001, labels);

    float[] scores = fit(points, scaling, 0.5, labels).scores(points);
    float[] x = new float[21];
    x[20] = 1;
    for (int i = 0; i < 900; i++) {
      bytes.copyTo(i / 3, x);
      float score = 0;
      for (int k = 0; k <= 20; k++) {
        score += solved[i % 3][k] * x[k];
      }
      assertThat(score).isCloseTo(scores[i], within(0.05f));
    }
  }

  @Test
  void largeSet_shouldBeRead() {
    Points points = clouds(5200, 2000, 8, 1);
    LinearExamples examples = examples(points);

    LinearClassifier classifier =
        LinearClassifier.fit(examples, new Choice(Scaling.TOGETHER, 1, Double.NaN), labels(5200));

    assertThat(examples.areTooMany()).isTrue();
    assertThat(classifier.error(clouds(300, 2000, 8, 2), labels(300))).isLessThan(0.01);
  }

  private static LinearClassifier fit(Points points, Scaling scaling, double cost, int... labels) {
    return LinearClassifier.fit(examples(points), new Choice(scaling, cost, Double.NaN), labels);
  }

  /** One coordinate, classes at 0 and 4: the offset puts the border in the middle. */
  @Test
  void border_shouldLieBetweenTwoClasses() {
    Points line = Clouds.line(-0.5f, 0.5f, 3.5f, 4.5f);

    LinearClassifier classifier = fit(line, Scaling.TOGETHER, 1000, 0, 0, 1, 1);

    assertThat(classifier.classesOf(Clouds.line(0, 1.9f, 2.1f, 4, 1000, -1000)))
        .containsExactly(0, 0, 1, 1, 1, 0);
  }

  @Test
  void coordinateThatNeverVaries_shouldSayNothing() {
    float[] values = {1, 7, 2, 7, 8, 7, 9, 7};
    LinearClassifier classifier = fit(new Points(4, 2, values), Scaling.EACH, 10, 0, 0, 1, 1);

    assertThat(classifier.classesOf(new Points(2, 2, new float[] {1, -1e6f, 9, 1e6f})))
        .containsExactly(0, 1);
  }

  /** A hundred times the same number beside one that tells the classes. */
  @Test
  void scalingEach_shouldHearAQuietCoordinate() {
    Random random = new Random(5);
    float[] values = new float[2 * 200];
    for (int i = 0; i < 200; i++) {
      values[2 * i] = (float) random.nextGaussian() * 1000;
      values[2 * i + 1] = (i % 2) + (float) random.nextGaussian() / 100;
    }
    Points points = new Points(200, 2, values);
    int[] labels = IntStream.range(0, 200).map(i -> i % 2).toArray();

    assertThat(LinearClassifier.choose(examples(points), labels).scaling()).isEqualTo(Scaling.EACH);
    assertThat(fit(points, Scaling.EACH, 1, labels).error(points, labels)).isZero();
  }

  @Test
  void classThatNoPointHas_shouldNeverBeRead() {
    Points line = Clouds.line(0, 1, 8, 9);

    int[] found = fit(line, Scaling.TOGETHER, 1, 0, 0, 2, 2).classesOf(Clouds.line(0, 3, 5, 9));

    assertThat(Arrays.stream(found).filter(c -> c == 1)).isEmpty();
  }

  @Test
  void fit_shouldBeTheSameEachTime() {
    Points points = clouds(100, 30, 1, 1);
    Points asked = clouds(1000, 30, 1, 2);

    assertThat(fit(points, Scaling.EACH, 1, labels(100)).classesOf(asked))
        .isEqualTo(fit(points, Scaling.EACH, 1, labels(100)).classesOf(asked));
  }
}
