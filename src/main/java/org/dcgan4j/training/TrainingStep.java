package org.dcgan4j.training;

import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.Update;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step of adversarial training: the discriminator learns reals up and fakes down, then, frozen,
 * it teaches the generator to have fakes called real.
 *
 * <p>All randomness of a step comes from the run's seed and the step's number, so a step needs to
 * know nothing of the steps before it but the parameters and the optimisers' state.
 */
public final class TrainingStep implements GanStep {
  private final Config config;
  private final TrainingConfig training;
  private final GanLoss loss;
  private final Gan gan;
  private final RealBatches reals;
  private final long steps;
  private final StepBatch batch;

  public TrainingStep(Config config, Gan gan, RealBatches reals) {
    this.config = config;
    this.training = config.training();
    this.loss = GanLoss.of(training.loss());
    this.gan = gan;
    this.reals = reals;
    this.steps = TrainingLimits.of(training, reals).lastStep();
    this.batch = new StepBatch(training.batchSize(), gan);
  }

  /**
   * Trains both networks once.
   *
   * @param step the step's number, from 1
   */
  @Override
  @SuppressWarnings("try") // the step's memory is entered, not used
  public StepStats run(long step) {
    Latents latents = seeded(step);
    int updates = training.discriminatorSteps();
    long update = (step - 1) * updates;
    for (int extra = 1; extra < updates; extra++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        trainDiscriminator(update++, fakes(latents));
      }
    }
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray fakes = fakes(latents);
      DiscriminatorStats d = trainDiscriminator(update, fakes);
      double gLoss = trainGenerator(step - 1, training.reuseFakes() ? fakes : fakes(latents));
      gan.average().ifPresent(average -> average.follow(step, training.batchSize()));
      return new StepStats(step, d.loss(), gLoss, d.ofX(), d.ofGz());
    }
  }

  /** What the discriminator's part of a step says, see {@link StepStats}. */
  private record DiscriminatorStats(double loss, double ofX, double ofGz) {}

  private Latents seeded(long step) {
    long seed = StepSeed.of(training.seed(), step);
    Nd4j.getRandom().setSeed(seed);
    return Latents.ofTraining(config.generator(), seed);
  }

  private INDArray fakes(Latents latents) {
    return gan.adversarial().fakes(batch.latents(latents));
  }

  private DiscriminatorStats trainDiscriminator(long update, INDArray fakes) {
    int n = training.batchSize();
    double target = training.realTarget();
    double scale = config.discriminator().lossScale();
    Logits all = logits(gan.discriminator().logits(batch.of(reals, update, fakes)));
    Logits onReals = all.range(0, n);
    Logits onFakes = all.range(n, 2 * n);
    INDArray gradient =
        batch
            .gradient(
                onReals.gradient(x -> loss.realGradient(x, target)),
                onFakes.gradient(loss::fakeGradient))
            .muli(scale);
    gan.discriminator()
        .learn(
            gradient,
            Update.of(
                config.discriminator().optimizer(),
                update,
                updates(training.discriminatorSteps())));
    return new DiscriminatorStats(
        scale * (onReals.mean(x -> loss.real(x, target)) + onFakes.mean(loss::fake)),
        onReals.mean(GanLoss::sigmoid),
        onFakes.mean(GanLoss::sigmoid));
  }

  private double trainGenerator(long update, INDArray fakes) {
    Logits logits = logits(gan.adversarial().logits(fakes));
    INDArray gradient = batch.gradient(logits.gradient(loss::generatorGradient));
    gan.adversarial()
        .learn(gradient, Update.of(config.generator().optimizer(), update, updates(1)));
    return logits.mean(loss::generator);
  }

  private Logits logits(INDArray answers) {
    return Logits.of(answers, config.discriminator().output());
  }

  /** How often a network that learns so often in a step will have learnt at the run's end. */
  private long updates(int inStep) {
    return steps == Long.MAX_VALUE ? steps : steps * inStep;
  }
}
