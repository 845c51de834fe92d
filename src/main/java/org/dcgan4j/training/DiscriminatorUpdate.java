package org.dcgan4j.training;

import java.util.Arrays;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Discriminator;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Update;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The discriminator's part of a step: it learns reals up and fakes down. */
final class DiscriminatorUpdate {
  private final Config config;
  private final GanLoss loss;
  private final Augmentation augmentation;
  private final Discriminator discriminator;
  private final RealBatches reals;
  private final StepBatch batch;
  private final long updates;

  /**
   * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
   */
  DiscriminatorUpdate(
      Config config, Gan gan, RealBatches reals, Augmentation augmentation, long updates) {
    this.config = config;
    this.loss = GanLoss.of(config.training().loss());
    this.augmentation = augmentation;
    this.discriminator = gan.discriminator();
    this.reals = reals;
    this.batch = new StepBatch(config.training().batchSize(), gan);
    this.updates = updates;
  }

  /** What it says, see {@link StepStats}. */
  record Stats(double loss, double ofX, double ofGz) {}

  /**
   * Inside the step's memory.
   *
   * @param update its number, from 0, which is that of its reals too
   */
  Stats run(long update, Fakes fakes) {
    int n = config.training().batchSize();
    double target = config.training().realTarget();
    double scale = config.discriminator().lossScale();
    ClassLogits heads = ClassLogits.of(classes(update, fakes), fakes.classes());
    INDArray examples = augmentation.apply(batch.of(reals, update, fakes.images())).examples();
    penalise(update, examples, heads);
    INDArray answers = discriminator.logits(examples);
    Logits all = Logits.of(heads.pick(answers), config.discriminator().output());
    Logits onReals = all.range(0, n);
    Logits onFakes = all.range(n, 2 * n);
    INDArray gradient =
        heads.spread(
            answers,
            onReals.gradient(x -> scale * loss.realGradient(x, target)),
            onFakes.gradient(x -> scale * loss.fakeGradient(x)));
    discriminator.learn(gradient, Update.of(config.discriminator().optimizer(), update, updates));
    return new Stats(
        scale * (onReals.mean(x -> loss.real(x, target)) + onFakes.mean(loss::fake)),
        onReals.mean(loss::belief),
        onFakes.mean(loss::belief));
  }

  /** On the reals alone, as the discriminator sees them, in a pass of its own. */
  private void penalise(long update, INDArray examples, ClassLogits heads) {
    double weight = config.discriminator().penalty().weight(update);
    if (weight > 0) {
      int n = config.training().batchSize();
      INDArray logits = discriminator.logits(examples.get(NDArrayIndex.interval(0, n)).dup('c'));
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      discriminator.penalise(heads.spread(logits, ones), weight);
    }
  }

  private int[] classes(long update, Fakes fakes) {
    return fakes.classes().length == 0 ? new int[0] : reals.labels(update);
  }
}
