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
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of the recipe, resumed in the middle. */
class RecipeResumeTest {
  @TempDir private Path run;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discriminator.spectralNorm=true",
        "discriminator.penalty.r1=1 discriminator.penalty.every=2",
        "training.loss=hinge discriminator.optimizer.clipNorm=0.1",
        "training.augmentation.translation=0.2 training.augmentation.noise=0.3"
            + " training.augmentation.noiseImages=25",
        "training.conditional=true generator.classes=3 discriminator.spectralNorm=true"
      })
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne(String options) throws IOException {
    Config config = SmallGan.config(options.split(" "));
    Gan whole = SmallGan.create(config);
    train(config, whole, 1, 6);
    Gan first = SmallGan.create(config);
    train(config, first, 1, 3);
    new Checkpoints(run, config)
        .save(first, new Position(3, 1, new TickSums(3, 1, 0, 0, 0, 0), Recovery.NONE), 1);

    Gan second = SmallGan.create(SmallGan.config((options + " training.seed=9").split(" ")));
    new Checkpoints(run, config).loadNewest(second);
    train(config, second, 4, 6);

    assertThat(parameters(second)).isEqualTo(parameters(whole));
    assertThat(second.sampler().generate(new float[2 * config.generator().inputSize()], 2))
        .isEqualTo(whole.sampler().generate(new float[2 * config.generator().inputSize()], 2));
  }

  private static void train(Config config, Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals(3));
    for (long number = from; number <= to; number++) {
      step.run(number);
    }
  }

  private static float[] parameters(Gan gan) {
    return gan.adversarial().graph().params().dup('c').data().asFloat();
  }
}
