package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
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
    int[] labels =
        images.labelled()
            ? IntStream.range(0, images.count()).map(images::label).toArray()
            : new int[0];
    return new WorkerPlan(
        id,
        config,
        workers,
        images.height(),
        images.width(),
        images.pixels(),
        labels,
        images.classNames().toArray(String[]::new));
  }

  ImageSet images() {
    return new ImageSet("broadcast", height, width, pixels, labels, List.of(classNames), List.of());
  }

  /** The whole training's configuration with one worker's share of the batch. */
  Config share() {
    return with(
        Map.of("training.batchSize", Integer.toString(whole().training().batchSize() / workers)));
  }

  /** The same with the worker's own randomness: latents and dropout, not the shuffling. */
  Config shareOf(int worker) {
    Config whole = whole();
    return with(
        Map.of(
            "training.batchSize",
            Integer.toString(whole.training().batchSize() / workers),
            "training.seed",
            Long.toString(whole.training().seed() + worker * SEED_STEP)));
  }

  private Config whole() {
    return with(Map.of());
  }

  private Config with(Map<String, String> overrides) {
    return Configs.parse(config, overrides);
  }
}
