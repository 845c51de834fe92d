package org.dcgan4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.config.GeneratorConfig.AverageConfig;
import org.junit.jupiter.api.Test;

class AverageConfigTest {

  @Test
  void parameter_shouldLoseHalfOfItsShareInAHalfLife() {
    AverageConfig average = new AverageConfig(Schedule.of(640), 0);

    double left = 1;
    for (int step = 1; step <= 10; step++) {
      left *= average.decay(step * 64, 64, 1e6);
    }

    assertThat(left).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void rampUp_shouldBoundTheHalfLifeByAShareOfTheImagesSeen() {
    AverageConfig average = new AverageConfig(Schedule.of(1000), 0.1);

    assertThat(average.decay(640, 64, 1e6)).isEqualTo(0.5);
    assertThat(average.decay(10_000, 64, 1e6)).isEqualTo(Math.pow(0.5, 0.064));
    assertThat(average.decay(1e9, 64, 1e6)).isEqualTo(Math.pow(0.5, 0.064));
    assertThat(average.decay(64, 64, 1e6)).isCloseTo(Math.pow(0.5, 10), within(1e-15));
  }

  @Test
  void halfLifeOverTheRun_shouldGrowWithIt() {
    AverageConfig average = new AverageConfig(new Schedule.Linear(100, 10, 0), 0);

    assertThat(average.decay(0, 50, 5000)).isEqualTo(Math.pow(0.5, 0.5));
    assertThat(average.decay(2500, 50, 5000)).isCloseTo(Math.pow(0.5, 50 / 550.0), within(1e-15));
    assertThat(average.decay(5000, 50, 5000)).isCloseTo(Math.pow(0.5, 0.05), within(1e-15));
  }

  @Test
  void noHalfLife_shouldBeNoAverage() {
    assertThat(new AverageConfig(Schedule.of(0), 0.1).on()).isFalse();
    assertThat(new AverageConfig(Schedule.of(1), 0).on()).isTrue();
  }
}
