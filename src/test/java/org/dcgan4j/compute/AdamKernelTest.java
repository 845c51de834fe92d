package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

class AdamKernelTest {
  private static final int N = 70_001;

  @Test
  void update_shouldFollowDl4jsUpdater() {
    Random random = new Random(3);
    float[] start = gaussians(random);
    INDArray expected = Nd4j.createFromArray(start);
    AdamUpdater stock = new AdamUpdater(new Adam(2e-4, 0.5, 0.999, 1e-8));
    stock.setStateViewArray(Nd4j.zeros(1, 2 * N), new long[] {N}, 'c', true);
    FloatBuffer parameters = FloatBuffer.wrap(start.clone());
    FloatBuffer moments = FloatBuffer.allocate(2 * N);

    for (int iteration = 0; iteration < 20; iteration++) {
      float[] gradient = gaussians(random);
      INDArray update = Nd4j.createFromArray(gradient);
      stock.applyUpdater(update, iteration, 0);
      expected.subi(update);
      AdamKernel.of(2e-4, 0.5, 0.999, 1e-8, iteration)
          .update(parameters, FloatBuffer.wrap(gradient), moments);
    }

    // Parameters are of size 1 and move by 4e-3 in all: a few units in the last place of each.
    float[] wanted = expected.toFloatVector();
    for (int i = 0; i < N; i++) {
      assertThat(parameters.get(i)).isCloseTo(wanted[i], within(1e-6f));
    }
  }

  @Test
  void firstUpdate_shouldBeTheLearningRateAgainstTheGradientsSign() {
    FloatBuffer parameters = FloatBuffer.wrap(new float[] {1, 1, 1});
    FloatBuffer gradients = FloatBuffer.wrap(new float[] {7, -0.01f, 0});
    AdamKernel.of(0.1, 0.9, 0.999, 1e-8, 0).update(parameters, gradients, FloatBuffer.allocate(6));

    assertThat(parameters.array()).containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-4f));
  }

  private static float[] gaussians(Random random) {
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
