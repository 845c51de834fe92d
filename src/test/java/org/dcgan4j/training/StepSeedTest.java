package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StepSeedTest {

  @Test
  void neighbours_shouldDifferInAboutHalfTheirBits() {
    for (long step = 1; step <= 100; step++) {
      long here = TrainingStep.seed(42, step);
      assertThat(Long.bitCount(here ^ TrainingStep.seed(42, step + 1))).isBetween(12, 52);
      assertThat(Long.bitCount(here ^ TrainingStep.seed(43, step))).isBetween(12, 52);
    }
  }

  @Test
  void seedsOfARun_shouldAllDiffer() {
    assertThat(LongStream.rangeClosed(1, 10_000).map(step -> TrainingStep.seed(0, step)).distinct())
        .hasSize(10_000);
  }
}
