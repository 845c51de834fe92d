package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.dcgan4j.config.TrainingConfig.LossKind;
import org.dcgan4j.training.GanLoss.LogitLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The losses on batches; their terms are {@link LogitLossTest}'s. */
class GanLossTest {
  @Test
  void shareBelieved_shouldCountRealsThatAreTakenForReal() {
    double[] reals = {3, -0.1, 0.6, 0.1};
    double[] fakes = {4, -1, 0, 0};

    assertThat(share(LossKind.NON_SATURATING, reals, fakes)).isEqualTo(0.75);
    assertThat(share(LossKind.HINGE, reals, fakes)).isEqualTo(0.75);
    assertThat(share(LossKind.LEAST_SQUARES, reals, fakes)).isEqualTo(0.5);
    assertThat(share(LossKind.RELATIVISTIC, reals, fakes)).as("over its fake").isEqualTo(0.75);
  }

  private static double share(LossKind kind, double[] reals, double[] fakes) {
    return GanLoss.of(kind, 1).shareBelieved(reals, fakes);
  }

  private static final double[] REALS = {-2, 0.3, 4, 0.7};
  private static final double[] FAKES = {1, -0.6, 3, -2.5};

  /** N times the derivative with respect to each logit, against central differences. */
  @ParameterizedTest
  @EnumSource(LossKind.class)
  void slopes_shouldBeTheNumericOnes(LossKind kind) {
    GanLoss loss = GanLoss.of(kind, 0.9);
    assertSlopes(REALS, loss.d(REALS, FAKES).reals(), reals -> loss.d(reals, FAKES).loss());
    assertSlopes(FAKES, loss.d(REALS, FAKES).fakes(), fakes -> loss.d(REALS, fakes).loss());
    assertSlopes(FAKES, loss.g(REALS, FAKES).fakes(), fakes -> loss.g(REALS, fakes).loss());
    if (loss.pairs()) {
      assertSlopes(REALS, loss.g(REALS, FAKES).reals(), reals -> loss.g(reals, FAKES).loss());
    } else {
      assertThat(loss.g(new double[0], FAKES).loss()).isEqualTo(loss.g(REALS, FAKES).loss());
    }
  }

  @ParameterizedTest
  @EnumSource(value = LossKind.class, mode = EnumSource.Mode.EXCLUDE, names = "RELATIVISTIC")
  void lossWithoutPairs_shouldBeTheMeanOfItsTerms(LossKind kind) {
    LogitLoss term = LogitLoss.valueOf(kind.name());
    GanLoss.Value d = GanLoss.of(kind, 0.9).d(REALS, FAKES);

    double expected = 0;
    for (int i = 0; i < REALS.length; i++) {
      expected += (term.real(REALS[i], 0.9) + term.fake(FAKES[i])) / REALS.length;
      assertThat(d.reals()[i]).isEqualTo(term.realGradient(REALS[i], 0.9));
      assertThat(d.fakes()[i]).isEqualTo(term.fakeGradient(FAKES[i]));
    }
    assertThat(d.loss()).isCloseTo(expected, exact());
  }

  /** Of the two losses of one pair each. */
  @Test
  void relativistic_shouldHaveItsClosedForm() {
    GanLoss loss = GanLoss.of(LossKind.RELATIVISTIC, 1);
    double[] real = {1.5};
    double[] fake = {-0.5};

    assertThat(loss.d(real, fake).loss()).isCloseTo(Math.log(1 + Math.exp(-2)), exact());
    assertThat(loss.g(real, fake).loss()).isCloseTo(Math.log(1 + Math.exp(2)), exact());
    assertThat(loss.d(REALS, REALS).loss()).isCloseTo(Math.log(2), exact());
    assertThat(loss.realConfidence(real, fake)).isCloseTo(1 / (1 + Math.exp(-2)), exact());
    assertThat(loss.realConfidence(fake, real)).isCloseTo(1 / (1 + Math.exp(2)), exact());
  }

  /** What pairs are for: a constant that is added to all logits changes nothing. */
  @Test
  void relativistic_shouldSeeDifferencesAlone() {
    GanLoss loss = GanLoss.of(LossKind.RELATIVISTIC, 1);
    double[] shiftedReals = {98, 100.3, 104, 100.7};
    double[] shiftedFakes = {101, 99.4, 103, 97.5};

    assertThat(loss.d(shiftedReals, shiftedFakes).loss())
        .isCloseTo(loss.d(REALS, FAKES).loss(), within(1e-12));
    assertThat(loss.g(shiftedReals, shiftedFakes).fakes())
        .containsExactly(loss.g(REALS, FAKES).fakes(), within(1e-12));
  }

  private static void assertSlopes(double[] at, double[] slopes, ToDoubleFunction<double[]> loss) {
    assertThat(slopes).hasSameSizeAs(at);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double numeric = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / 2e-5;
      assertThat(slopes[i] / at.length).isCloseTo(numeric, within(1e-9));
    }
  }

  private static Offset<Double> exact() {
    return within(1e-12);
  }
}
