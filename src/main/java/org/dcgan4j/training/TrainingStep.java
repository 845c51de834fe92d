package org.dcgan4j.training;

import java.util.Optional;
import java.util.SplittableRandom;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig.On;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.Optimizer.Update;
import org.dcgan4j.training.Trainer.GanStep;
import org.dcgan4j.training.Trainer.TrainingLimits;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One step of adversarial training: the discriminator learns reals up and fakes down, then, frozen,
 * it teaches the generator to have fakes called real.
 *
 * <p>All randomness of a step comes from the run's seed and the step's number, so a step needs to
 * know nothing of the steps before it but the parameters, the optimisers' state, and what is
 * steered.
 */
public final class TrainingStep implements GanStep {
  private final Config config;
  private final TrainingConfig training;
  private final int n; // images in a batch
  private final int all; // reals and fakes that the discriminator sees in one
  private final Gan gan;
  private final RealBatches source;
  private final GanLoss loss;
  private final Steering steering;
  private final DataType type;
  private final float[] reals;
  private final INDArray realsAndFakes;
  private final int generatorBatches;
  private final long lastStep;
  private final long updates;
  private Latents latents;

  public TrainingStep(Config config, Gan gan, RealBatches source) {
    this.config = config;
    this.training = config.training();
    this.n = training.batchSize();
    this.gan = gan;
    this.source = source;
    this.loss = GanLoss.of(training.loss(), training.realTarget());
    DataShape shape = gan.generator().output();
    this.type = gan.generator().graph().params().dataType();
    this.reals = new float[n * shape.length()];
    this.all = n + training.discriminatorBatches() * n;
    this.realsAndFakes = Nd4j.create(type, shape.batch(all), 'c');
    this.generatorBatches = training.generatorBatches(shape);
    this.lastStep = TrainingLimits.of(training, source).lastStep();
    this.updates = lastStep == Long.MAX_VALUE ? lastStep : lastStep * training.discriminatorSteps();
    this.steering = Steering.of(config, shape, updates);
  }

  @Override
  @SuppressWarnings("try") // the step's memory is entered, not used
  public StepStats run(long step) {
    int k = training.discriminatorSteps();
    long batch = (step - 1) * k;
    begin(step, batch);
    for (int extra = 1; extra < k; extra++, batch++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        learnDiscriminator(batch, fakes(batch, training.discriminatorBatches()));
      }
    }
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray fakes = fakes(batch, training.discriminatorBatches());
      DiscriminatorStats d = learnDiscriminator(batch, fakes);
      int batches = steering.generatorBatches(generatorBatches);
      INDArray toLearn = training.reuseFakes() ? fakes : fakes(batch, batches);
      double gLoss = learnGenerator(step - 1, batch, toLearn);
      gan.average().ifPresent(average -> average.follow(step, lastStep, n));
      return new StepStats(step, d.loss(), gLoss, d.dReal(), d.dFake());
    }
  }

  @Override
  public Optional<Steering> steering() {
    return Optional.of(steering);
  }

  private void begin(long step, long batch) {
    long seed = seed(training.seed(), step);
    Nd4j.getRandom().setSeed(seed);
    latents = Latents.ofTraining(config.generator(), seed);
    steering.augmentation().begin(seed, (double) batch * n, (double) updates * n);
  }

  /**
   * The seed of one step's randomness: a well-mixed function of the run's and the step's number.
   */
  static long seed(long seed, long step) {
    return new SplittableRandom((seed - 1) * 0x9E3779B97F4A7C15L + step).nextLong();
  }

  /** The generator's next fakes, so many batches of them together, {@code [count N, C, H, W]}. */
  private INDArray fakes(long batch, int count) {
    float[] inputs = latents.next(count * n, classes(batch));
    return gan.adversarial()
        .fakes(Nd4j.createFromArray(inputs).reshape('c', -1, latents.size()).castTo(type));
  }

  /**
   * Of a batch of reals, and of the fakes that are judged with it, so that no class is more often
   * fake than another; empty without classes.
   */
  private int[] classes(long batch) {
    return config.tellsClasses() ? source.labels(batch) : new int[0];
  }

  /** See {@link StepStats}. */
  private record DiscriminatorStats(double loss, double dReal, double dFake) {}

  /**
   * It learns reals up and fakes down, in one pass or in one each.
   *
   * @param batch the number of its reals, and of the update, from 0
   */
  private DiscriminatorStats learnDiscriminator(long batch, INDArray fakes) {
    int[] classes = classes(batch);
    DiscriminatorConfig d = config.discriminator();
    INDArray examples = steering.augmentation().apply(realsAnd(batch, fakes)).examples();
    penalise(batch, examples, classes);
    Update update = Update.of(d.optimizer(), batch, updates, n);
    double[] onReals;
    double[] onFakes;
    GanLoss.Value value;
    if (d.separateBatches()) {
      Answers reals = answers(rows(examples, 0, n).dup('c'), classes);
      onReals = reals.logits();
      // Each example has a term of its own: that of a real depends on no fake.
      value = loss.d(onReals, onReals);
      gan.discriminator().keepGradient(reals.gradient(d.lossScale(), value.reals()));
      Answers ofFakes = answers(rows(examples, n, all).dup('c'), classes);
      onFakes = ofFakes.logits();
      value = loss.d(onReals, onFakes);
      gan.discriminator().learn(ofFakes.gradient(d.lossScale(), value.fakes()), update);
    } else {
      Answers both = answers(examples, classes);
      onReals = both.logits(0, n);
      onFakes = both.logits(n, all);
      value = loss.d(onReals, onFakes);
      INDArray gradient = both.gradient(d.lossScale(), value.reals(), value.fakes());
      gan.discriminator().learn(gradient, update);
    }
    double dReal = loss.realConfidence(onReals, onFakes);
    double dFake = loss.realConfidence(onFakes, onReals);
    steering.follow(loss.shareBelieved(onReals, onFakes), dReal - dFake, n);
    return new DiscriminatorStats(d.lossScale() * value.loss(), dReal, dFake);
  }

  private Answers answers(INDArray examples, int... classes) {
    return Answers.of(gan.discriminator().logits(examples), config.discriminator(), classes);
  }

  private INDArray realsAnd(long batch, INDArray fakes) {
    source.fill(batch, reals);
    INDArray real = rows(realsAndFakes, 0, n);
    real.assign(Nd4j.createFromArray(reals).reshape('c', real.shape()));
    rows(realsAndFakes, n, all).assign(fakes);
    // A first layer may work in place, and the generator's step asks for the reals again.
    return loss.pairs() ? realsAndFakes.dup('c') : realsAndFakes;
  }

  /** On reals or fakes alone, as the discriminator sees them, in passes of their own. */
  private void penalise(long update, INDArray examples, int[] classes) {
    for (Penalties.Due due : steering.due(update)) {
      INDArray some = due.on() == On.REALS ? rows(examples, 0, n) : rows(examples, n, all);
      INDArray logits = gan.discriminator().logits(some.dup('c'));
      INDArray picks = Answers.picks(logits, config.discriminator(), classes);
      gan.discriminator().penalise(picks, due.weight());
    }
  }

  /**
   * With the discriminator frozen, it learns to have fakes called real.
   *
   * @param update its number, from 0
   * @param batch the reals that the discriminator saw last
   * @param fakes the last that the generator made, in one batch or several of the reals' size
   * @return the generator's loss
   */
  private double learnGenerator(long update, long batch, INDArray fakes) {
    int[] classes = classes(batch);
    INDArray real = rows(realsAndFakes, 0, n);
    double[] onReals =
        loss.pairs()
            ? judged(steering.augmentation().apply(real.dup('c')), classes).logits()
            : new double[0];
    Augmentation.Applied seen = steering.augmentation().apply(fakes);
    Answers answers = judged(seen, classes);
    GanLoss.Value value = loss.g(onReals, answers.logits());
    INDArray gradient = gan.adversarial().fakesGradient(answers.gradient(1, value.fakes()));
    gan.adversarial()
        .learn(
            seen.gradient(gradient),
            Update.of(config.generator().optimizer(), update, lastStep, n));
    return value.loss();
  }

  private Answers judged(Augmentation.Applied seen, int... classes) {
    return Answers.of(gan.adversarial().logits(seen.examples()), config.discriminator(), classes);
  }

  private static INDArray rows(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.interval(from, to));
  }
}
