package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.dcgan4j.compute.Backend.AdamStep;
import org.dcgan4j.compute.Backend.DescentStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** The optimisers and the average of every backend. */
class BackendOptimizerTest {
  /** More than one task and more than one block, the last one short. */
  private static final int N = 70_001;

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void adam_shouldFollowDl4jsUpdater(BackendKind kind) {
    adamShouldFollowDl4jsUpdater(kind, 0.5);
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void adamWithoutMomentum_shouldFollowDl4jsUpdater(BackendKind kind) {
    adamShouldFollowDl4jsUpdater(kind, 0);
  }

  private static void adamShouldFollowDl4jsUpdater(BackendKind kind, double beta1) {
    AdamUpdater stock = new AdamUpdater(new Adam(2e-4, beta1, 0.999, 1e-8));
    stock.setStateViewArray(Nd4j.zeros(1, 2 * N), new long[] {N}, 'c', true);
    INDArray moments = Nd4j.zeros(DataType.FLOAT, 1, 2 * N);

    // Parameters are of size 1 and move by 4e-3 in all: a few units in the last place of each.
    compare(
        stock,
        1e-6f,
        (i, p, g) -> backend(kind).adam(new AdamStep(2e-4, beta1, 0.999, 1e-8, i), p, g, moments));
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void firstAdamUpdate_shouldBeTheLearningRateAgainstTheGradientsSign(BackendKind kind) {
    INDArray parameters = Nd4j.createFromArray(1f, 1f, 1f);
    INDArray gradients = Nd4j.createFromArray(7f, -0.01f, 0f);
    AdamStep step = new AdamStep(0.1, 0.9, 0.999, 1e-8, 0);
    backend(kind).adam(step, parameters, gradients, Nd4j.zeros(DataType.FLOAT, 1, 6));

    assertThat(parameters.toFloatVector())
        .containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-4f));
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void nesterov_shouldFollowDl4jsUpdater(BackendKind kind) {
    Nesterovs config = new Nesterovs(0.1, 0.6);
    NesterovsUpdater stock = new NesterovsUpdater(config);
    stock.setStateViewArray(Nd4j.zeros(1, N), new long[] {N}, 'c', true);
    INDArray velocities = Nd4j.zeros(DataType.FLOAT, 1, N);

    compare(
        stock,
        2e-6f,
        (i, p, g) -> {
          double rate = 0.1 * Math.pow(0.9, i);
          config.setLrAndSchedule(0.1 * Math.pow(0.9, i + 1), null);
          backend(kind).descend(new DescentStep(rate, 0.6, true), p, g, velocities);
        });
  }

  private interface Step {
    void update(int iteration, INDArray parameters, INDArray gradients);
  }

  private static void compare(GradientUpdater<?> stock, float tolerance, Step own) {
    Random random = new Random(3);
    INDArray start = gaussians(random);
    INDArray expected = start.dup();
    INDArray parameters = start.dup();
    for (int iteration = 0; iteration < 20; iteration++) {
      INDArray gradient = gaussians(random);
      INDArray update = gradient.dup();
      stock.applyUpdater(update, iteration, 0);
      expected.subi(update);
      own.update(iteration, parameters, gradient);
    }
    assertThat(parameters.toFloatVector())
        .usingComparatorWithPrecision(tolerance)
        .containsExactly(expected.toFloatVector());
  }

  /** Under a constant gradient the n-th velocity is a geometric sum. */
  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void momentum_shouldSumUpAConstantGradient(BackendKind kind) {
    INDArray parameters = Nd4j.createFromArray(1f);
    INDArray velocities = Nd4j.zeros(DataType.FLOAT, 1, 1);
    double expected = 1;

    for (int n = 1; n <= 30; n++) {
      DescentStep step = new DescentStep(0.01, 0.6, false);
      backend(kind).descend(step, parameters, Nd4j.createFromArray(2f), velocities);
      expected -= 0.01 * 2 * (1 - Math.pow(0.6, n)) / (1 - 0.6);
    }

    assertThat(parameters.getDouble(0)).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void withoutMomentum_shouldStepAgainstTheGradient(BackendKind kind) {
    INDArray parameters = Nd4j.createFromArray(1f, 1f, 1f);
    INDArray gradients = Nd4j.createFromArray(2f, -3f, 0f);

    backend(kind).descend(new DescentStep(0.1, 0.9, false), parameters, gradients, null);

    assertThat(parameters.toFloatVector())
        .containsExactly(new float[] {0.8f, 1.3f, 1}, within(1e-7f));
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void average_shouldKeepItsShareOfEveryElement(BackendKind kind) {
    INDArray average = gaussians(new Random(1));
    INDArray values = gaussians(new Random(2));
    INDArray updated = average.dup();

    backend(kind).average(updated, values, 0.9);

    assertThat(updated.toFloatVector())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(average.mul(0.9).add(values.mul(0.1)).toFloatVector());
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void averageOfEqualValues_shouldNotDrift(BackendKind kind) {
    INDArray values = gaussians(new Random(3));
    INDArray average = values.dup();

    for (int i = 0; i < 100; i++) {
      backend(kind).average(average, values, 0.999);
    }

    assertThat(average.toFloatVector()).isEqualTo(values.toFloatVector());
  }

  @ParameterizedTest
  @EnumSource(BackendKind.class)
  void squares_shouldBeSummedInDoublePrecision(BackendKind kind) {
    INDArray x = Nd4j.ones(DataType.FLOAT, 200_000).muli(0.5);

    assertThat(backend(kind).squares(x)).isCloseTo(50_000, within(0.1));
  }

  private static Backend backend(BackendKind kind) {
    return kind.choose(DataType.FLOAT);
  }

  private static INDArray gaussians(Random random) {
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values);
  }
}
