package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same on a GPU; skipped without the tag: {@code mvn -Pcuda test -Dgroups=gpu
 * -DexcludedGroups=}.
 */
@Tag("gpu")
class GpuAnswersTest extends CpuAnswersTest {

  @BeforeAll
  static void requireGpu() {
    assertThat(Nd4j.getEnvironment().isCPU()).as("a CPU backend answers").isFalse();
  }
}
