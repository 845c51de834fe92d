package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Optimizer.GradientClip;
import org.dcgan4j.model.Optimizer.Update;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientClipTest {
  private static final Backend FAST = BackendKind.FAST.choose(DataType.FLOAT);

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void longGradient_shouldKeepItsDirectionAcrossItsParts(DataType type) {
    INDArray first = Nd4j.createFromArray(3.0, 0.0).castTo(type);
    INDArray second = Nd4j.createFromArray(0.0, 4.0).castTo(type);

    new GradientClip(1, BackendKind.AUTO.choose(type), List.of(first, second)).apply();

    assertThat(first.toDoubleVector()).containsExactly(new double[] {0.6, 0}, within(1e-6));
    assertThat(second.toDoubleVector()).containsExactly(new double[] {0, 0.8}, within(1e-6));
  }

  @Test
  void shortGradient_shouldStayBitForBit() {
    float[] values = gaussians(200_000);
    INDArray gradient = Nd4j.createFromArray(values);
    double length = gradient.norm2Number().doubleValue();

    new GradientClip(1.001 * length, FAST, List.of(gradient)).apply();
    assertThat(gradient.toFloatVector()).isEqualTo(values);
    new GradientClip(0.999 * length, FAST, List.of(gradient)).apply();
    assertThat(gradient.norm2Number().doubleValue()).isCloseTo(0.999 * length, within(1e-2));
  }

  /** What moves the running statistics of a batch normalisation is no gradient. */
  @Test
  void optimizer_shouldClipAllButTheRunningStatistics() {
    Config config =
        SmallGan.config("generator.optimizer.type=sgd", "generator.optimizer.clipNorm=0.5");
    Gan gan = SmallGan.create(config);
    INDArray parameters = gan.generator().graph().params();
    INDArray before = parameters.dup();
    INDArray mean = gan.generator().graph().getLayer("g.batchNorm1").getParam("mean");
    INDArray meanBefore = mean.dup();
    gan.generator().graph().getGradientsViewArray().assign(10);

    new Optimizer(gan.generator().graph(), config.generator().optimizer(), 0, FAST)
        .update(new Update(0, 1));

    assertThat(mean.sub(meanBefore).toFloatVector()).containsOnly(-10);
    double moved = 0;
    for (INDArray parameter : Networks.trainable(gan.generator().graph())) {
      int from = Math.toIntExact(parameter.offset() - parameters.offset());
      for (int i = from; i < from + parameter.length(); i++) {
        moved += Math.pow(parameters.getDouble(i) - before.getDouble(i), 2);
      }
    }
    assertThat(Math.sqrt(moved)).isCloseTo(0.5, within(1e-4));
  }

  private static float[] gaussians(int count) {
    Random random = new Random(5);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
