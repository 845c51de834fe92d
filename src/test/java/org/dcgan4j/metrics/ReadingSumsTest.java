package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dcgan4j.metrics.classifier.Reading;
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

  @Test
  void classShares_shouldCountTheMostProbableClasses() {
    assertThat(ReadingSums.of(FOUR).classShares()).containsExactly(0.5, 0, 0.5);
  }

  @Test
  void classDistance_shouldBeHalfTheSumOfDifferences() {
    Reading lastThree = new Reading(FOUR.features().range(1, 4), FOUR.probabilities().range(1, 4));

    double distance = ReadingSums.of(FOUR).classDistance(ReadingSums.of(lastThree));

    assertThat(distance).isCloseTo((1 / 6.0 + 1 / 6.0) / 2, within(1e-12));
  }

  @Test
  void asTold_shouldBeTheShareOfEachToldClassThatIsReadAsIt() {
    assertThat(ReadingSums.of(FOUR, 0, 2, 0, 0).asTold())
        .containsExactly(new double[] {2 / 3.0, Double.NaN, 1}, within(1e-12));
    assertThat(ReadingSums.of(FOUR).asTold()).isEmpty();
  }

  @Test
  void confidence_shouldBeTheMeanOfTheHighest() {
    assertThat(ReadingSums.of(FOUR).confidence())
        .isCloseTo((0.5 + 1 + 0.75 + 0.5) / 4, within(1e-9));
  }

  @Test
  void partsInAnyOrder_shouldMeasureAsTheWhole() {
    Reading samples = reading(1000, 1);
    int[] told = new Random(2).ints(1000, 0, CLASSES).toArray();
    ReadingSums reals = ReadingSums.of(reading(700, 3));

    ReadingSums parts =
        part(samples, told, 990, 1000)
            .plus(part(samples, told, 300, 990))
            .plus(part(samples, told, 0, 17).plus(part(samples, told, 17, 300)));

    SummedEvaluation whole = evaluation(ReadingSums.of(samples, told), reals);
    SummedEvaluation summed = evaluation(parts, reals);
    assertThat(summed.evaluation().n()).isEqualTo(1000);
    assertThat(values(summed.evaluation()))
        .containsExactly(values(whole.evaluation()), within(1e-9));
    assertThat(summed.classes().shares()).isEqualTo(whole.classes().shares());
    assertThat(summed.classes().asTold()).isEqualTo(whole.classes().asTold());
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

    assertThat(ReadingSums.of(samples).classifierScore())
        .isCloseTo(Math.exp(divergence / p.count()), within(1e-9));
  }

  private static ReadingSums part(Reading reading, int[] told, int from, int to) {
    return ReadingSums.of(
        new Reading(reading.features().range(from, to), reading.probabilities().range(from, to)),
        Arrays.copyOfRange(told, from, to));
  }

  private static SummedEvaluation evaluation(ReadingSums samples, ReadingSums reals) {
    return new SummedEvaluation(samples, reals, reals, List.of("A", "B", "C", "D"), 0.9);
  }

  private static double[] values(Evaluation evaluation) {
    return evaluation.scores().stream().mapToDouble(Score::value).toArray();
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
