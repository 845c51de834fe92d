package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.OptimizerKind;
import org.dcgan4j.config.TrainingConfig;
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
    return with(shareOfWhole());
  }

  /** The same with the worker's own randomness: latents and dropout, not the shuffling. */
  Config shareOf(int worker) {
    Map<String, String> share = new HashMap<>(shareOfWhole());
    share.put("training.seed", Long.toString(whole().training().seed() + worker * SEED_STEP));
    return with(share);
  }

  private Map<String, String> shareOfWhole() {
    Config whole = whole();
    TrainingConfig training = whole.training();
    return Map.of(
        "training.batchSize",
        Integer.toString(training.batchSize() / workers),
        "training.augmentation.noiseImages",
        Double.toString(training.augmentation().noiseImages() / workers),
        "generator.average.halfLife",
        Double.toString(whole.generator().average().halfLife() / workers),
        "generator.optimizer.learningRate",
        Double.toString(learningRate(whole.generator().optimizer())),
        "discriminator.optimizer.learningRate",
        Double.toString(learningRate(whole.discriminator().optimizer())));
  }

  /**
   * A worker's rate, with which an averaged step has the mean and the noise of one on the whole
   * batch. Adam divides by the root of the gradient's mean square, which is mostly noise and so √W
   * times as large on a Wth of the batch; averaging then takes √W off the noise (the square root
   * rule of Malladi et al., "On the SDEs and scaling rules for adaptive gradient algorithms", 2022,
   * for averaged workers). The other optimisers' steps are linear in the gradient.
   */
  private double learningRate(OptimizerConfig whole) {
    return whole.type() == OptimizerKind.ADAM
        ? whole.learningRate() * Math.sqrt(workers)
        : whole.learningRate();
  }

  private Config whole() {
    return with(Map.of());
  }

  private Config with(Map<String, String> overrides) {
    return Configs.parse(config, overrides);
  }
}
