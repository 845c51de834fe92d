package org.dcgan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Position.Recovery;
import org.dcgan4j.training.Position.TickSums;
import org.dcgan4j.training.TrainingStep;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A resumed training has its optimisers' state and its place in their schedules. */
class OptimizerResumeTest {
  @TempDir Path run;

  @ParameterizedTest
  @CsvSource({"sgd, staircase", "momentum, cosine", "adam, linear", "momentum, inverse-time"})
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne(String optimizer, String schedule)
      throws IOException {
    Config config =
        SmallGan.config(
            "training.steps=6",
            "generator.optimizer.type=" + optimizer,
            "generator.optimizer.learningRate=0.01",
            "generator.optimizer.schedule.kind=" + schedule,
            "generator.optimizer.schedule.every=2",
            "generator.optimizer.schedule.decay=0.5",
            "discriminator.optimizer.type=" + optimizer,
            "discriminator.optimizer.schedule.kind=" + schedule);
    Gan whole = SmallGan.create(config);
    train(config, whole, 1, 6);
    Gan first = SmallGan.create(config);
    train(config, first, 1, 3);
    new Checkpoints(run, config)
        .save(first, new Position(3, 1, new TickSums(3, 1, 0, 0, 0, 0), Recovery.NONE), 1);

    Gan second = SmallGan.create(config);
    new Checkpoints(run, config).loadNewest(second);
    train(config, second, 4, 6);

    assertThat(parameters(second)).isEqualTo(parameters(whole));
    assertThat(parameters(second)).isNotEqualTo(parameters(first));
  }

  private static void train(Config config, Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    for (long number = from; number <= to; number++) {
      step.run(number);
    }
  }

  private static float[] parameters(Gan gan) {
    return gan.adversarial().graph().params().dup('c').data().asFloat();
  }
}
