package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GeneratorEmaTest {
  private static final int BATCH = 5;
  private static final Config CONFIG =
      SmallGan.config("generator.average.halfLife=20", "generator.average.rampUp=0.5");

  /** Running statistics are parameters too, and are averaged with them. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void average_shouldBeThatOfTheParametersAfterEachStep(DataType type) {
    Gan gan = Gan.create(CONFIG, SmallGan.DATA, LayerKit.FAST, type);
    TrainingStep step = new TrainingStep(CONFIG, gan, SmallGan.reals());
    double[] expected = doubles(gan.generator().graph().params());

    for (int i = 1; i <= 12; i++) {
      step.run(i);
      double keep = Math.pow(0.5, BATCH / Math.min(20, 0.5 * i * BATCH));
      double[] trained = doubles(gan.generator().graph().params());
      for (int k = 0; k < expected.length; k++) {
        expected[k] = keep * expected[k] + (1 - keep) * trained[k];
      }
    }

    double[] average = doubles(gan.average().orElseThrow().parameters());
    assertThat(average).containsExactly(expected, within(1e-6));
    assertThat(gan.sampler().graph().getLayer("g.batchNorm1").getParam("mean").toDoubleVector())
        .isNotEqualTo(
            gan.generator().graph().getLayer("g.batchNorm1").getParam("mean").toDoubleVector());
  }

  @Test
  void average_shouldChangeNothingOfTheTraining() {
    Config off = SmallGan.config("generator.average.halfLife=0");
    Gan without = SmallGan.create(off);
    Gan with = SmallGan.create(CONFIG);
    TrainingStep first = new TrainingStep(off, without, SmallGan.reals());
    TrainingStep second = new TrainingStep(CONFIG, with, SmallGan.reals());

    for (int i = 1; i <= 3; i++) {
      first.run(i);
      second.run(i);
      with.sampler().generate(new float[12], 2);
    }

    assertThat(doubles(with.adversarial().graph().params()))
        .isEqualTo(doubles(without.adversarial().graph().params()));
    assertThat(without.average()).isEmpty();
    assertThat(without.sampler()).isSameAs(without.generator());
    assertThat(with.sampler().generate(new float[12], 2))
        .isNotEqualTo(with.generator().generate(new float[12], 2));
  }

  private static double[] doubles(INDArray array) {
    return array.dup().data().asDouble();
  }
}
