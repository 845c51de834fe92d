package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingStep;

/**
 * One worker's networks, kept in its process from round to round. They hold nothing that the next
 * round's state does not replace, so any process can take over any worker's part.
 */
final class Worker {
  /** From one seed to another, so far that those of neighbouring seeds never meet. */
  static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  private static final Map<String, Worker> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Gan gan;
  private final TrainingStep step;

  private Worker(Plan plan, int number) {
    Config config = plan.shareOf(number);
    RealBatches shuffled = plan.data().batches(plan.share());
    this.gan = Gan.create(config, Gan.shapeOf(config));
    this.step = new TrainingStep(config, gan, new Share(shuffled, number, plan.workers()));
  }

  /** The workers of other plans go: their trainings are over. */
  static Worker of(Plan plan, int number) {
    OF_THIS_PROCESS.keySet().removeIf(key -> !key.startsWith(plan.id() + "/"));
    return OF_THIS_PROCESS.computeIfAbsent(plan.id() + "/" + number, k -> new Worker(plan, number));
  }

  static int kept() {
    return OF_THIS_PROCESS.size();
  }

  /** Trains a round's steps from a state; one task at a time has a worker's networks. */
  synchronized AveragedStep.Sum train(GanState state, long firstStep, int steps) {
    long start = System.nanoTime();
    state.into(gan);
    StepStats[] stats = new StepStats[steps];
    for (int i = 0; i < steps; i++) {
      stats[i] = step.run(firstStep + i);
    }
    return AveragedStep.Sum.of(GanState.copyOf(gan), stats, (System.nanoTime() - start) / 1e9);
  }

  /**
   * What every worker is told once.
   *
   * @param id tells plans apart in a worker's process
   * @param config of the whole training, as JSON
   * @param workers how many share a batch
   */
  record Plan(
      String id, String config, int workers, Images images, int[] labels, List<String> classNames)
      implements Serializable {
    static Plan of(String id, String config, int workers, ImageSet images) {
      return new Plan(id, config, workers, images.images(), images.labels(), images.classNames());
    }

    ImageSet data() {
      return new ImageSet("broadcast", images, labels, classNames, List.of());
    }

    /**
     * The configuration with one worker's share of the batch. What goes by the number of images
     * seen goes by the worker's, so that it comes at the same step as in one process.
     */
    Config share() {
      Config whole = ConfigReader.parse(config);
      double share = 1.0 / workers;
      List<PenaltyConfig> penalties =
          whole.discriminator().penalties().stream()
              .map(p -> new PenaltyConfig(p.on(), p.weight().scaled(1, share), p.every()))
              .toList();
      return Records.with(
          whole,
          Map.of(
              "training.batchSize",
              whole.training().batchSize() / workers,
              "training.augmentation.noise",
              whole.training().augmentation().noise().scaled(1, share),
              "training.augmentation.strength",
              whole.training().augmentation().strength().scaled(1, share),
              "generator.average.halfLife",
              whole.generator().average().halfLife().scaled(share, share),
              "generator.optimizer",
              optimizer(whole.generator().optimizer()),
              "discriminator.optimizer",
              optimizer(whole.discriminator().optimizer()),
              "discriminator.penalties",
              penalties));
    }

    /** The same with the worker's own randomness: latents and dropout, not the shuffling. */
    Config shareOf(int worker) {
      Config share = share();
      long seed = share.training().seed() + worker * SEED_STEP;
      return Records.with(share, Map.of("training.seed", seed));
    }

    /**
     * A worker's rate, with which an averaged step has the mean and the noise of one on the whole
     * batch. Adam divides by the root of the gradient's mean square, which is mostly noise and so
     * √W times as large on a Wth of the batch; averaging then takes √W off the noise (the square
     * root rule of Malladi et al., "On the SDEs and scaling rules for adaptive gradient
     * algorithms", 2022, for averaged workers). The other optimisers' steps are linear in the
     * gradient.
     */
    private OptimizerConfig optimizer(OptimizerConfig whole) {
      double share = 1.0 / workers;
      OptimizerConfig shorter = Records.with(whole, Map.of("runImages", whole.runImages() * share));
      if (!(whole instanceof OptimizerConfig.Adam adam)) {
        return Records.with(shorter, Map.of("learningRate", whole.learningRate().scaled(1, share)));
      }
      return Records.with(
          shorter,
          Map.of(
              "learningRate",
              adam.learningRate().scaled(Math.sqrt(workers), share),
              "beta2",
              adam.beta2().scaled(1, share)));
    }
  }

  /** One worker's share of a stream of batches of its size: the workers together see each once. */
  record Share(RealBatches all, int worker, int workers) implements RealBatches {
    @Override
    public int batchesPerEpoch() {
      return all.batchesPerEpoch() / workers;
    }

    @Override
    public void fill(long number, float[] batch) {
      all.fill(ofAll(number), batch);
    }

    @Override
    public int[] labels(long number) {
      return all.labels(ofAll(number));
    }

    private long ofAll(long number) {
      return number * workers + worker;
    }
  }
}
