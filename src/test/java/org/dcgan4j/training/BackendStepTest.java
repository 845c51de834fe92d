package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole training steps, dropout, clipping and the average included, on every backend. */
class BackendStepTest {

  private record Outcome(double[] losses, double[] parameters, double[] average) {}

  @ParameterizedTest
  @ValueSource(strings = {"fast", "nd4j"})
  void steps_shouldBeThoseOfTheReference(String backend) {
    Outcome expected = threeSteps("reference");
    Outcome actual = threeSteps(backend);

    assertThat(actual.losses()).containsExactly(expected.losses(), within(1e-4));
    assertThat(actual.parameters()).containsExactly(expected.parameters(), within(1e-4));
    assertThat(actual.average()).containsExactly(expected.average(), within(1e-4));
  }

  /** The generator's step asks for the reals once more, and a first layer may work in place. */
  @ParameterizedTest
  @ValueSource(strings = {"fast", "nd4j"})
  void pairs_shouldBeJudgedByTheRealsThemselves(String backend) {
    String[] inPlace = {
      "training.loss=relativistic",
      "discriminator.layers=leaky-relu 0.2, conv 4 k4 s2 p1, leaky-relu 0.2, dense 1"
    };

    assertThat(threeSteps(backend, inPlace).losses())
        .containsExactly(threeSteps("reference", inPlace).losses(), within(1e-4));
  }

  /** Products of numbers of eight bits, which a processor without them makes in full. */
  @Test
  void stepsOfBf16_shouldStayNearThoseOfFloats() {
    Outcome floats = threeSteps("fast");
    Outcome rounded = threeSteps("bf16");

    assertThat(rounded.losses()).containsExactly(floats.losses(), within(0.02));
    boolean same = Arrays.equals(rounded.parameters(), floats.parameters());
    assertThat(same).isEqualTo(BackendKind.BF16.lacking().isPresent());
  }

  private static Outcome threeSteps(String backend, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("training.backend=" + backend, "generator.optimizer.clipNorm=5"));
    Config config = SmallGan.config(settings.toArray(String[]::new));
    Gan gan = SmallGan.create(config);
    assertThat(gan.backend().word())
        .isEqualTo(config.training().backend().choose(DataType.FLOAT).word());
    Nd4j.getRandom().setSeed(3);
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    double[] losses = new double[6];
    for (int i = 0; i < 3; i++) {
      StepStats stats = step.run(i + 1);
      losses[2 * i] = stats.dLoss();
      losses[2 * i + 1] = stats.gLoss();
    }
    return new Outcome(
        losses,
        doubles(gan.adversarial().graph().params()),
        doubles(gan.average().orElseThrow().parameters()));
  }

  private static double[] doubles(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
