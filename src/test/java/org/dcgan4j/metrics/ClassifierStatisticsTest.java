package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Reading;
import org.dcgan4j.metrics.classifier.Classifier.Target;
import org.junit.jupiter.api.Test;

class ReadingSumsTest {
  /** Read as 0, 2, 2 and 0. */
  private static final Reading FOUR =
      new Reading(
          new Points(4, 1, new float[4]),
          new Points(
              4, 3, new float[] {0.5f, 0.25f, 0.25f, 0, 0, 1, 0.25f, 0, 0.75f, 0.5f, 0.5f, 0}));

  private static final int CLASSES = 4;
  private static final int WIDTH = 5;
  private static final Origin FEATURES =
      new Origin(Target.CLASSES, CLASSES, "", "", 1, 0.9, 0.25, 100);

  @Test
  void classShares_shouldCountTheMostProbableClasses() {
    assertThat(ClassifierStatistics.of(FOUR).classShares()).containsExactly(0.5, 0, 0.5);
  }

  @Test
  void classDistance_shouldBeHalfTheSumOfDifferences() {
    Reading lastThree = new Reading(FOUR.features().range(1, 4), FOUR.probabilities().range(1, 4));

    double distance =
        ClassifierStatistics.of(FOUR).classDistance(ClassifierStatistics.of(lastThree));

    assertThat(distance).isCloseTo((1 / 6.0 + 1 / 6.0) / 2, within(1e-12));
  }

  @Test
  void conditionalAccuracy_shouldBeTheShareOfEachToldClassThatIsReadAsIt() {
    assertThat(ClassifierStatistics.of(FOUR, 0, 2, 0, 0).conditionalAccuracy())
        .containsExactly(new double[] {2 / 3.0, Double.NaN, 1}, within(1e-12));
    assertThat(ClassifierStatistics.of(FOUR).conditionalAccuracy()).isEmpty();
  }

  @Test
  void confidence_shouldBeTheMeanOfTheHighest() {
    assertThat(ClassifierStatistics.of(FOUR).confidence())
        .isCloseTo((0.5 + 1 + 0.75 + 0.5) / 4, within(1e-9));
  }

  @Test
  void partsInAnyOrder_shouldMeasureAsTheWhole() {
    Reading samples = reading(1000, 1);
    int[] told = new Random(2).ints(1000, 0, CLASSES).toArray();
    ClassifierStatistics reals = ClassifierStatistics.of(reading(700, 3));

    ClassifierStatistics parts =
        part(samples, told, 990, 1000)
            .plus(part(samples, told, 300, 990))
            .plus(part(samples, told, 0, 17).plus(part(samples, told, 17, 300)));

    Evaluation whole = evaluation(ClassifierStatistics.of(samples, told), reals);
    Evaluation summed = evaluation(parts, reals);
    assertThat(summed.n()).isEqualTo(1000);
    assertThat(values(summed)).containsExactly(values(whole), within(1e-9));
    Evaluation.ClassScores classes = summed.classes().orElseThrow();
    Evaluation.ClassScores expected = whole.classes().orElseThrow();
    assertThat(classes.shares()).isEqualTo(expected.shares());
    assertThat(classes.conditionalAccuracy()).isEqualTo(expected.conditionalAccuracy());
  }

  @Test
  void score_shouldBeThatOfOnePart() {
    Reading samples = reading(50, 4);
    Points p = samples.probabilities();

    double divergence = 0;
    for (int i = 0; i < p.values().length; i++) {
      double marginal = 0;
      for (int other = 0; other < p.count(); other++) {
        marginal += p.values()[other * CLASSES + i % CLASSES] / (double) p.count();
      }
      divergence += p.values()[i] * Math.log(p.values()[i] / marginal);
    }

    assertThat(ClassifierStatistics.of(samples).classifierScore())
        .isCloseTo(Math.exp(divergence / p.count()), within(1e-9));
  }

  @Test
  void rotations_shouldHaveNoClassesAndNoClassifierScore() {
    ClassifierStatistics reals = ClassifierStatistics.of(reading(50, 5));
    Origin features = new Origin(Target.ROTATIONS, CLASSES, "", "", 1, 0.7, 0.25, 100);

    Evaluation found = reals.evaluation(reals, reals, List.of(), features);

    assertThat(found.classes()).isEmpty();
    assertThat(found.scores())
        .extracting(Evaluation.Score::name)
        .containsExactly("frechet", "confidence", "classDistance");
    assertThat(found.features().text())
        .isEqualTo(
            "no labels of several classes, so a network that tells 4 rotations, 70.00% of 100"
                + " held-out images right (25.0% by guessing)");
  }

  private static ClassifierStatistics part(Reading reading, int[] told, int from, int to) {
    return ClassifierStatistics.of(
        new Reading(reading.features().range(from, to), reading.probabilities().range(from, to)),
        Arrays.copyOfRange(told, from, to));
  }

  private static Evaluation evaluation(ClassifierStatistics samples, ClassifierStatistics reals) {
    return samples.evaluation(reals, reals, List.of("A", "B", "C", "D"), FEATURES);
  }

  private static double[] values(Evaluation evaluation) {
    return evaluation.scores().stream().mapToDouble(Evaluation.Score::value).toArray();
  }

  private static Reading reading(int n, long seed) {
    Random random = new Random(seed);
    float[] p = new float[n * CLASSES];
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        p[i * CLASSES + c] = random.nextFloat() + 0.01f;
        sum += p[i * CLASSES + c];
      }
      for (int c = 0; c < CLASSES; c++) {
        p[i * CLASSES + c] /= sum;
      }
    }
    return new Reading(Clouds.normal(n, WIDTH, 1, 2, seed), new Points(n, CLASSES, p));
  }
}
