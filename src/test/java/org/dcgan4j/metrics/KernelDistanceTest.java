package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.metrics.Evaluation.Spread;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

  @Test
  void discrepancy_shouldBeTheFormulaOnTwoPointsEach() {
    // k(x, y) = (x y + 1)^3: within 0 and 1 it is 1, within 2 and 3 it is 343;
    // between: 1, 1, 27, 64.
    double expected = 1 + 343 - 2 * (1 + 1 + 27 + 64) / 4.0;

    double discrepancy = KernelDistance.discrepancy(Clouds.line(0, 1), Clouds.line(2, 3));

    assertThat(discrepancy).isCloseTo(expected, within(1e-9));
  }

  @Test
  void equalDistributions_shouldGiveAboutNothingOnBothSidesOfIt() {
    Points a = Clouds.normal(2000, 16, 0, 1, 1);
    Points b = Clouds.normal(2000, 16, 0, 1, 2);

    Spread distance = KernelDistance.between(a, b, 60, 200, 1);

    assertThat(Math.abs(distance.mean())).isLessThan(4 * distance.deviation() / Math.sqrt(60));
    assertThat(distance.deviation()).isPositive();
  }

  @Test
  void shiftedDistribution_shouldBeFarOff() {
    Points a = Clouds.normal(1000, 16, 0, 1, 1);

    Spread near = KernelDistance.between(a, Clouds.normal(1000, 16, 0.2, 1, 2), 20, 200, 1);
    Spread far = KernelDistance.between(a, Clouds.normal(1000, 16, 1, 1, 2), 20, 200, 1);

    assertThat(near.mean()).isGreaterThan(5 * near.deviation() / Math.sqrt(20));
    assertThat(far.mean()).isGreaterThan(10 * near.mean());
  }

  @Test
  void seed_shouldDecideTheBits() {
    Points a = Clouds.normal(300, 16, 0, 1, 1);
    Points b = Clouds.normal(300, 16, 0, 1, 2);

    assertThat(KernelDistance.between(a, b, 7)).isEqualTo(KernelDistance.between(a, b, 7));
    assertThat(KernelDistance.between(a, b, 7)).isNotEqualTo(KernelDistance.between(a, b, 8));
  }
}
