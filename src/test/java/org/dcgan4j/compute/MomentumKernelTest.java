package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

class MomentumKernelTest {
  /** More than one task and more than one block, the last one short. */
  private static final int N = 70_001;

  @Test
  void nesterov_shouldFollowDl4jsUpdater() {
    Random random = new Random(3);
    float[] start = gaussians(random);
    INDArray expected = Nd4j.createFromArray(start);
    Nesterovs config = new Nesterovs(0.1, 0.6);
    NesterovsUpdater stock = new NesterovsUpdater(config);
    stock.setStateViewArray(Nd4j.zeros(1, N), new long[] {N}, 'c', true);
    FloatBuffer parameters = FloatBuffer.wrap(start.clone());
    FloatBuffer velocities = FloatBuffer.allocate(N);

    for (int iteration = 0; iteration < 20; iteration++) {
      double rate = 0.1 * Math.pow(0.9, iteration);
      float[] gradient = gaussians(random);
      INDArray update = Nd4j.createFromArray(gradient);
      config.setLrAndSchedule(rate, null);
      stock.applyUpdater(update, iteration, 0);
      expected.subi(update);
      new MomentumKernel((float) rate, 0.6f, true)
          .update(parameters, FloatBuffer.wrap(gradient), velocities);
    }

    float[] wanted = expected.toFloatVector();
    for (int i = 0; i < N; i++) {
      assertThat(parameters.get(i)).isCloseTo(wanted[i], within(2e-6f));
    }
  }

  /** Under a constant gradient the n-th velocity is a geometric sum. */
  @Test
  void momentum_shouldSumUpAConstantGradient() {
    FloatBuffer parameters = FloatBuffer.wrap(new float[] {1});
    FloatBuffer velocities = FloatBuffer.allocate(1);
    double expected = 1;

    for (int n = 1; n <= 30; n++) {
      new MomentumKernel(0.01f, 0.6f, false)
          .update(parameters, FloatBuffer.wrap(new float[] {2}), velocities);
      expected -= 0.01 * 2 * (1 - Math.pow(0.6, n)) / (1 - 0.6);
    }

    assertThat((double) parameters.get(0)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void withoutMomentum_shouldStepAgainstTheGradient() {
    FloatBuffer parameters = FloatBuffer.wrap(new float[] {1, 1, 1});

    new MomentumKernel(0.1f, 0.9f, false)
        .update(parameters, FloatBuffer.wrap(new float[] {2, -3, 0}));

    assertThat(parameters.array()).containsExactly(new float[] {0.8f, 1.3f, 1}, within(1e-7f));
  }

  private static float[] gaussians(Random random) {
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
