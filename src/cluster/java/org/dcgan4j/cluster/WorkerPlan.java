package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;

/**
 * What every worker is told once.
 *
 * @param id tells plans apart in a worker's process
 * @param config of the whole training, as JSON
 * @param workers how many share a batch
 */
record WorkerPlan(
    String id, String config, int workers, Images images, int[] labels, String[] classNames)
    implements Serializable {
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  static WorkerPlan of(String id, String config, int workers, ImageSet images) {
    return new WorkerPlan(
        id,
        config,
        workers,
        images.images(),
        images.labels(),
        images.classNames().toArray(String[]::new));
  }

  ImageSet data() {
    return new ImageSet("broadcast", images, labels, List.of(classNames), List.of());
  }

  /**
   * The whole training's configuration with one worker's share of the batch. What goes by the
   * number of images seen goes by the worker's, so that it comes at the same step as in one
   * process.
   */
  Config share() {
    Config whole = whole();
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
            "generator.average.halfLife",
            whole.generator().average().halfLife().scaled(share, share),
            "generator.optimizer.learningRate",
            learningRate(whole.generator().optimizer()),
            "discriminator.optimizer.learningRate",
            learningRate(whole.discriminator().optimizer()),
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
   * batch. Adam divides by the root of the gradient's mean square, which is mostly noise and so √W
   * times as large on a Wth of the batch; averaging then takes √W off the noise (the square root
   * rule of Malladi et al., "On the SDEs and scaling rules for adaptive gradient algorithms", 2022,
   * for averaged workers). The other optimisers' steps are linear in the gradient.
   */
  private Schedule learningRate(OptimizerConfig whole) {
    double larger = whole instanceof OptimizerConfig.Adam ? Math.sqrt(workers) : 1;
    return whole.learningRate().scaled(larger, 1.0 / workers);
  }

  private Config whole() {
    return ConfigReader.parse(config, Map.of());
  }
}
