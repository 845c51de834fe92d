package org.dcgan4j.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  @Test
  void too_few_steps_shouldBeRefusedWithTheLegalRange() {
    assertThatThrownBy(() -> new Benchmark.Plan(0, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--steps: given 0, legal is 1 to 100000");
  }

  @Test
  void negative_warm_up_shouldBeRefusedWithTheLegalRange() {
    assertThatThrownBy(() -> new Benchmark.Plan(20, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--warm-up: given -1, legal is 0 to 100000");
  }
}
