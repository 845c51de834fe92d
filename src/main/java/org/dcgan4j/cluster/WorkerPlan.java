package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.ImageSet;

/**
 * What every worker is told once.
 *
 * @param id tells plans apart in a worker's process
 * @param config of the whole training, as JSON
 * @param workers how many share a batch
 * @param pixels {@code [N, height * width]}
 */
record WorkerPlan(
    String id,
    String config,
    int workers,
    int height,
    int width,
    byte[] pixels,
    int[] labels,
    String[] classNames)
    implements Serializable {
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  static WorkerPlan of(String id, String config, int workers, ImageSet images) {
    return new WorkerPlan(
        id,
        config,
        workers,
        images.height(),
        images.width(),
        images.pixels(),
        images.labels(),
        images.classNames().toArray(String[]::new));
  }

  ImageSet images() {
    return new ImageSet("broadcast", height, width, pixels, labels, List.of(classNames), List.of());
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
        Double.toString(whole.generator().average().halfLife() / workers));
  }

  private Config whole() {
    return with(Map.of());
  }

  private Config with(Map<String, String> overrides) {
    return Configs.parse(config, overrides);
  }
}
