package org.dcgan4j.training;

import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step of adversarial training: the discriminator learns reals up and fakes down, then, frozen,
 * it teaches the generator to have fakes called real.
 *
 * <p>All randomness of a step comes from the run's seed and the step's number, so a step needs to
 * know nothing of the steps before it but the parameters and the optimisers' state.
 */
public final class TrainingStep implements GanStep {
  private final TrainingConfig training;
  private final Gan gan;
  private final FakeBatches source;
  private final Augmentation augmentation;
  private final DiscriminatorUpdate discriminator;
  private final GeneratorUpdate generator;

  public TrainingStep(Config config, Gan gan, RealBatches reals) {
    this.training = config.training();
    this.gan = gan;
    this.source = new FakeBatches(config, gan, reals);
    this.augmentation = new Augmentation(training.augmentation(), gan.generator().output());
    long steps = TrainingLimits.of(training, reals).lastStep();
    int k = training.discriminatorSteps();
    long updates = steps == Long.MAX_VALUE ? steps : steps * k;
    this.discriminator = new DiscriminatorUpdate(config, gan, reals, augmentation, updates);
    this.generator = new GeneratorUpdate(config, gan, augmentation, steps);
  }

  /**
   * Trains both networks once.
   *
   * @param step the step's number, from 1
   */
  @Override
  @SuppressWarnings("try") // the step's memory is entered, not used
  public StepStats run(long step) {
    begin(step);
    int k = training.discriminatorSteps();
    long batch = (step - 1) * k;
    for (int extra = 1; extra < k; extra++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        discriminator.run(batch, source.next(batch));
        batch++;
      }
    }
    try (MemoryWorkspace memory = gan.memory().open()) {
      Fakes fakes = source.next(batch);
      DiscriminatorUpdate.Stats d = discriminator.run(batch, fakes);
      Fakes judged = training.reuseFakes() ? fakes : source.next(batch);
      double gLoss = generator.run(step - 1, judged);
      gan.average().ifPresent(average -> average.follow(step, training.batchSize()));
      return new StepStats(step, d.loss(), gLoss, d.ofX(), d.ofGz());
    }
  }

  private void begin(long step) {
    long seed = StepSeed.of(training.seed(), step);
    Nd4j.getRandom().setSeed(seed);
    source.begin(seed);
    augmentation.begin(seed, (double) (step - 1) * training.batchSize());
  }
}
