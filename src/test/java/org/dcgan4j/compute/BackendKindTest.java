package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class BackendKindTest {

  /** What ND4J answers where a GPU has no kernel for them. */
  @Test
  void zerosForRandomNumbers_shouldBeRefused() {
    assertThatThrownBy(() -> BackendKind.requireNumbers(Nd4j.zeros(16)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the GPU makes no random numbers")
        .hasMessageContaining("docs/gpu.md");
  }

  @Test
  void numbers_shouldBeTaken() {
    assertThatCode(() -> BackendKind.requireNumbers(Nd4j.createFromArray(0f, -1e-3f)))
        .doesNotThrowAnyException();
    assertThatCode(BackendKind::requireRandomNumbers).doesNotThrowAnyException();
  }
}
