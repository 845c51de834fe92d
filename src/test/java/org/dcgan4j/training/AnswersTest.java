package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.training.GanLoss.LogitLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class AnswersTest {
  private static final double[] PROBABILITIES = {0.01, 0.3, 0.5, 0.99};

  /** On probabilities the discriminator's loss is {@code -log p} for reals. */
  @ParameterizedTest
  @EnumSource(
      value = LogitLoss.class,
      names = {"NON_SATURATING", "MINIMAX"})
  void discriminatorLoss_shouldBeTheCrossEntropyOfProbabilities(LogitLoss loss) {
    Answers logits = probabilities(PROBABILITIES);
    double reals = mean(logits, x -> loss.real(x, 1));
    double fakes = mean(logits, loss::fake);
    double expectedReals = 0;
    double expectedFakes = 0;
    for (double p : PROBABILITIES) {
      expectedReals -= Math.log(p) / PROBABILITIES.length;
      expectedFakes -= Math.log(1 - p) / PROBABILITIES.length;
    }
    assertThat(reals).isCloseTo(expectedReals, within(1e-6));
    assertThat(fakes).isCloseTo(expectedFakes, within(1e-6));
  }

  /** {@code d(-log p)/dp = -1/p} and {@code d(-log(1 - p))/dp = 1/(1 - p)}, over the mean. */
  @ParameterizedTest
  @EnumSource(
      value = LogitLoss.class,
      names = {"NON_SATURATING", "MINIMAX"})
  void gradient_shouldBeWithRespectToTheProbability(LogitLoss loss) {
    Answers logits = probabilities(PROBABILITIES);
    double[] reals = gradient(logits, x -> loss.realGradient(x, 1));
    double[] fakes = gradient(logits, loss::fakeGradient);
    double[] generator = gradient(logits, loss::generatorGradient);
    int n = PROBABILITIES.length;
    for (int i = 0; i < n; i++) {
      double p = PROBABILITIES[i];
      assertThat(reals[i]).isCloseTo(-1 / p / n, within(1e-4));
      assertThat(fakes[i]).isCloseTo(1 / (1 - p) / n, within(1e-4));
      double expected = loss == LogitLoss.MINIMAX ? -1 / (1 - p) : -1 / p;
      assertThat(generator[i]).isCloseTo(expected / n, within(1e-4));
    }
  }

  @Test
  void logitsThemselves_shouldStayAsTheyAre() {
    Answers logits =
        Answers.of(Nd4j.createFromArray(-3.0, 0.0, 7.0).reshape(3, 1), OutputKind.LOGIT, false);
    assertThat(logits.logits()).containsExactly(-3, 0, 7);
    assertThat(gradient(logits, x -> 3)).containsExactly(1, 1, 1);
  }

  @Test
  void certainty_shouldHaveAFiniteLossAndNotANumberNone() {
    Answers certain = probabilities(0, 1);
    assertThat(mean(certain, LogitLoss.NON_SATURATING::fake)).isFinite();
    assertThat(gradient(certain, LogitLoss::sigmoid)).doesNotContain(Double.POSITIVE_INFINITY);
    assertThat(mean(probabilities(Double.NaN), LogitLoss.NON_SATURATING::fake)).isNaN();
  }

  private static Answers probabilities(double... values) {
    return Answers.of(
        Nd4j.createFromArray(values).reshape(values.length, 1), OutputKind.PROBABILITY, false);
  }

  private static double mean(Answers answers, DoubleUnaryOperator f) {
    return Arrays.stream(answers.logits()).map(f).average().orElseThrow();
  }

  private static double[] gradient(Answers answers, DoubleUnaryOperator slope) {
    return answers
        .gradient(1, Arrays.stream(answers.logits()).map(slope).toArray())
        .data()
        .asDouble();
  }
}
