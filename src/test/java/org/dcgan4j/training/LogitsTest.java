package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.config.OutputKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class LogitsTest {
  private static final double[] PROBABILITIES = {0.01, 0.3, 0.5, 0.99};

  /** On probabilities the discriminator's loss is {@code -log p} for reals. */
  @ParameterizedTest
  @EnumSource(
      value = GanLoss.class,
      names = {"NON_SATURATING", "MINIMAX"})
  void discriminatorLoss_shouldBeTheCrossEntropyOfProbabilities(GanLoss loss) {
    Logits logits = probabilities(PROBABILITIES);
    double reals = logits.mean(x -> loss.real(x, 1));
    double fakes = logits.mean(loss::fake);
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
      value = GanLoss.class,
      names = {"NON_SATURATING", "MINIMAX"})
  void gradient_shouldBeWithRespectToTheProbability(GanLoss loss) {
    Logits logits = probabilities(PROBABILITIES);
    double[] reals = logits.gradient(x -> loss.realGradient(x, 1));
    double[] fakes = logits.gradient(loss::fakeGradient);
    double[] generator = logits.gradient(loss::generatorGradient);
    int n = PROBABILITIES.length;
    for (int i = 0; i < n; i++) {
      double p = PROBABILITIES[i];
      assertThat(reals[i]).isCloseTo(-1 / p / n, within(1e-4));
      assertThat(fakes[i]).isCloseTo(1 / (1 - p) / n, within(1e-4));
      double expected = loss == GanLoss.MINIMAX ? -1 / (1 - p) : -1 / p;
      assertThat(generator[i]).isCloseTo(expected / n, within(1e-4));
    }
  }

  @Test
  void logitsThemselves_shouldStayAsTheyAre() {
    Logits logits = Logits.of(Nd4j.createFromArray(-3.0, 0.0, 7.0).reshape(3, 1), OutputKind.LOGIT);
    assertThat(logits.values()).containsExactly(-3, 0, 7);
    assertThat(logits.gradient(x -> 3)).containsExactly(1, 1, 1);
  }

  @Test
  void certainty_shouldHaveAFiniteLossAndNotANumberNone() {
    Logits certain = probabilities(0, 1);
    assertThat(certain.mean(GanLoss.NON_SATURATING::fake)).isFinite();
    assertThat(certain.gradient(GanLoss::sigmoid)).doesNotContain(Double.POSITIVE_INFINITY);
    assertThat(probabilities(Double.NaN).mean(GanLoss.NON_SATURATING::fake)).isNaN();
  }

  private static Logits probabilities(double... values) {
    return Logits.of(
        Nd4j.createFromArray(values).reshape(values.length, 1), OutputKind.PROBABILITY);
  }
}
