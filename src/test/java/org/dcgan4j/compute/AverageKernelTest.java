package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AverageKernelTest {
  private static final int N = 70_001;

  @Test
  void update_shouldKeepItsShareOfEveryElement() {
    float[] average = gaussians(1);
    float[] values = gaussians(2);
    FloatBuffer updated = FloatBuffer.wrap(average.clone());

    AverageKernel.update(updated, FloatBuffer.wrap(values), 0.9);

    for (int i = 0; i < N; i++) {
      assertThat(updated.get(i))
          .isCloseTo((float) (0.9 * average[i] + 0.1 * values[i]), within(1e-6f));
    }
  }

  @Test
  void averageOfEqualValues_shouldNotDrift() {
    float[] values = gaussians(3);
    FloatBuffer average = FloatBuffer.wrap(values.clone());

    for (int i = 0; i < 100; i++) {
      AverageKernel.update(average, FloatBuffer.wrap(values), 0.999);
    }

    assertThat(average.array()).isEqualTo(values);
  }

  private static float[] gaussians(long seed) {
    Random random = new Random(seed);
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
