package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.dcgan4j.training.GanLoss.LogitLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogitLossTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);
  private static final double[] LOGITS = {-3, -0.5, 0, 0.25, 2};

  @ParameterizedTest
  @ValueSource(doubles = {-30, -3, -0.5, 0, 0.25, 2, 30})
  void losses_shouldHaveTheirClosedForms(double x) {
    double s = 1 / (1 + Math.exp(-x));
    double notS = 1 / (1 + Math.exp(x));
    LogitLoss loss = LogitLoss.NON_SATURATING;

    assertThat(loss.real(x, 1)).isCloseTo(-Math.log(s), EXACT);
    assertThat(loss.real(x, 0.9)).isCloseTo(-0.9 * Math.log(s) - 0.1 * Math.log(notS), EXACT);
    assertThat(loss.fake(x)).isCloseTo(-Math.log(notS), EXACT);
    assertThat(LogitLoss.NON_SATURATING.generator(x)).isCloseTo(-Math.log(s), EXACT);
    assertThat(LogitLoss.MINIMAX.generator(x)).isCloseTo(Math.log(notS), EXACT);
  }

  @Test
  void atZero_shouldBeLogTwo() {
    assertThat(LogitLoss.MINIMAX.real(0, 1)).isCloseTo(Math.log(2), EXACT);
    assertThat(LogitLoss.MINIMAX.fake(0)).isCloseTo(Math.log(2), EXACT);
    assertThat(LogitLoss.MINIMAX.generator(0)).isCloseTo(-Math.log(2), EXACT);
    assertThat(LogitLoss.NON_SATURATING.generator(0)).isCloseTo(Math.log(2), EXACT);
  }

  @ParameterizedTest
  @EnumSource(LogitLoss.class)
  void gradients_shouldBeTheNumericOnes(LogitLoss loss) {
    for (double x : LOGITS) {
      assertThat(loss.realGradient(x, 1)).isCloseTo(slope(l -> loss.real(l, 1), x), numeric());
      assertThat(loss.realGradient(x, 0.8)).isCloseTo(slope(l -> loss.real(l, 0.8), x), numeric());
      assertThat(loss.fakeGradient(x)).isCloseTo(slope(loss::fake, x), numeric());
      assertThat(loss.generatorGradient(x)).isCloseTo(slope(loss::generator, x), numeric());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -1.5, -0.5, 0, 0.25, 1.5, 3})
  void leastSquaresAndHinge_shouldHaveTheirClosedForms(double x) {
    LogitLoss squares = LogitLoss.LEAST_SQUARES;
    assertThat(squares.real(x, 1)).isCloseTo(0.5 * Math.pow(x - 1, 2), EXACT);
    assertThat(squares.real(x, 0.9)).isCloseTo(0.5 * Math.pow(x - 0.9, 2), EXACT);
    assertThat(squares.fake(x)).isCloseTo(0.5 * Math.pow(x, 2), EXACT);
    assertThat(squares.generator(x)).isCloseTo(0.5 * Math.pow(x - 1, 2), EXACT);

    LogitLoss hinge = LogitLoss.HINGE;
    assertThat(hinge.real(x, 1)).isCloseTo(x > 1 ? 0 : 1 - x, EXACT);
    assertThat(hinge.fake(x)).isCloseTo(x < -1 ? 0 : 1 + x, EXACT);
    assertThat(hinge.generator(x)).isCloseTo(-x, EXACT);
  }

  /** A smoothed label is right with its probability: so the loss is the expected one. */
  @ParameterizedTest
  @EnumSource(LogitLoss.class)
  void smoothedLoss_shouldBeTheExpectedLossUpToAConstant(LogitLoss loss) {
    double at0 = loss.real(0, 0.8) - 0.8 * loss.real(0, 1) - 0.2 * loss.fake(0);
    for (double x : LOGITS) {
      double expected = 0.8 * loss.real(x, 1) + 0.2 * loss.fake(x) + at0;
      assertThat(loss.real(x, 0.8)).isCloseTo(expected, EXACT);
    }
  }

  @Test
  void realConfidence_shouldBeHalfWhereTheLossIsUndecided() {
    assertThat(LogitLoss.NON_SATURATING.realConfidence(0)).isEqualTo(0.5);
    assertThat(LogitLoss.LEAST_SQUARES.realConfidence(0.5)).isEqualTo(0.5);
    assertThat(LogitLoss.HINGE.realConfidence(0)).isEqualTo(0.5);
    assertThat(LogitLoss.HINGE.realConfidence(-1)).isZero();
    assertThat(LogitLoss.LEAST_SQUARES.realConfidence(7)).isEqualTo(1);
    assertThat(LogitLoss.LEAST_SQUARES.realConfidence(Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @EnumSource(
      value = LogitLoss.class,
      names = {"NON_SATURATING", "MINIMAX"})
  void extremeLogits_shouldStayFinite(LogitLoss loss) {
    assertThat(loss.real(1e30, 1)).isZero();
    assertThat(loss.real(-1e30, 1)).isEqualTo(1e30);
    assertThat(loss.fake(1e30)).isEqualTo(1e30);
    assertThat(loss.fake(-1e30)).isZero();
    assertThat(Math.abs(loss.generator(-1e30)) + Math.abs(loss.generator(1e30))).isEqualTo(1e30);
    assertThat(loss.generatorGradient(-1e30) + loss.generatorGradient(1e30)).isEqualTo(-1);
  }

  /** What the two losses differ in: how much a generator learns whose fakes are seen through. */
  @Test
  void confidentlyRejectedFake_shouldTeachOnlyTheNonSaturatingGenerator() {
    assertThat(LogitLoss.NON_SATURATING.generatorGradient(-20)).isLessThan(-0.99);
    assertThat(LogitLoss.MINIMAX.generatorGradient(-20)).isBetween(-1e-8, 0.0);
  }

  /** With smoothed labels the best answer is the target itself. */
  @Test
  void smoothedReal_shouldBeBestAtItsTarget() {
    double best = Math.log(0.9 / 0.1);

    assertThat(LogitLoss.NON_SATURATING.realGradient(best, 0.9)).isCloseTo(0, EXACT);
    assertThat(LogitLoss.NON_SATURATING.realGradient(best + 1, 0.9)).isPositive();
  }

  private static double slope(DoubleUnaryOperator f, double x) {
    return (f.applyAsDouble(x + 1e-5) - f.applyAsDouble(x - 1e-5)) / 2e-5;
  }

  private static Offset<Double> numeric() {
    return Offset.offset(1e-9);
  }
}
