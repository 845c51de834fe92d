package org.dcgan4j.training;

import org.dcgan4j.config.Config;
import org.dcgan4j.model.AdversarialGraph;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Update;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The generator's part of a step: with the discriminator frozen, it learns to have fakes called
 * real.
 */
final class GeneratorUpdate {
  private final Config config;
  private final GanLoss loss;
  private final Augmentation augmentation;
  private final AdversarialGraph adversarial;
  private final long updates;

  /**
   * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
   */
  GeneratorUpdate(Config config, Gan gan, Augmentation augmentation, long updates) {
    this.config = config;
    this.loss = GanLoss.of(config.training().loss());
    this.augmentation = augmentation;
    this.adversarial = gan.adversarial();
    this.updates = updates;
  }

  /**
   * Inside the step's memory.
   *
   * @param update its number, from 0
   * @param fakes the last that the generator made
   * @return the generator's loss
   */
  double run(long update, Fakes fakes) {
    ClassLogits heads = new ClassLogits(fakes.classes());
    Augmentation.Applied seen = augmentation.apply(fakes.images());
    INDArray answers = adversarial.logits(seen.examples());
    Logits logits = Logits.of(heads.pick(answers), config.discriminator().output());
    INDArray gradient = heads.spread(answers, logits.gradient(loss::generatorGradient));
    adversarial.learn(
        seen.gradient(adversarial.fakesGradient(gradient)),
        Update.of(config.generator().optimizer(), update, updates));
    return logits.mean(loss::generator);
  }
}
