package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.dcgan4j.compute.RecordedAnswers;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two training steps, on whatever backend this is, against what the CPU build of M2.1 answered. No
 * dropout: its mask's seed comes from the backend's own generator.
 */
class CpuAnswersStepTest {
  private static final Config CONFIG =
      SmallGan.config(
          "generator.optimizer.learningRate=2e-4",
          "discriminator.optimizer.learningRate=2e-4",
          "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, conv 8 k4 s2 p1, leaky-relu 0.2,"
              + " dense 1");

  @Test
  void steps_shouldAnswerAsOnTheCpu() {
    Gan gan = SmallGan.create(CONFIG);
    initialise(gan.generator().graph().params(), 1);
    initialise(gan.discriminator().graph().params(), 2);
    TrainingStep step = new TrainingStep(CONFIG, gan, SmallGan.reals());

    step.run(1);
    StepStats stats = step.run(2);

    compare(
        "step statistics",
        Nd4j.createFromArray(stats.dLoss(), stats.gLoss(), stats.dReal(), stats.dFake()));
    compare("step generator state", gan.adversarial().optimizerState());
    compare("step discriminator state", gan.discriminator().optimizerState());
  }

  /** In (0, 0.4), so that running variances are positive. */
  private static void initialise(INDArray params, long seed) {
    double[] numbers = new Random(seed).doubles(params.length(), 0, 0.4).toArray();
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double[] around = Arrays.stream(numbers).map(x -> Math.max(1e-3, x - mean / 2)).toArray();
    params.assign(Nd4j.createFromArray(around).castTo(params.dataType()).reshape(params.shape()));
  }

  private static void compare(String name, INDArray actual) {
    double[] expected = RecordedAnswers.of(name, actual);
    double[] answer = actual.dup('c').data().asDouble();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(answer).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < answer.length; i++) {
      assertThat(Math.abs(answer[i] - expected[i]) / largest)
          .as(name + " " + i)
          .isLessThan(RecordedAnswers.tolerance());
    }
  }
}
