package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.model.Gan.StepWorkspace;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.abstracts.Nd4jWorkspace;
import org.nd4j.linalg.factory.Nd4j;

class StepWorkspaceTest {

  /**
   * With several discriminator steps to one of the generator, the first pass is the smaller one.
   */
  @Test
  void workspace_shouldGrowToItsLargestPassAndSpillNoMore() {
    StepWorkspace step = new StepWorkspace("growing");
    pass(step, 1_000);
    pass(step, 100_000);

    assertThat(pass(step, 100_000)).isZero();
    assertThat(pass(step, 1_000)).isZero();
    assertThat(pass(step, 100_000)).isZero();
  }

  /** The bytes that it had to look for elsewhere. */
  private static long pass(StepWorkspace step, int numbers) {
    try (MemoryWorkspace open = step.open()) {
      Nd4j.createUninitialized(DataType.FLOAT, numbers).assign(1);
      Nd4j.createUninitialized(DataType.FLOAT, numbers).assign(1);
      return ((Nd4jWorkspace) open).getSpilledSize();
    }
  }
}
