package org.dcgan4j.job;

import java.util.Map;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.training.Position;

/**
 * What changes when a training that diverged goes on from a checkpoint once more: the random
 * numbers, and the learning rates, which are halved each time. A pure function of the run's
 * configuration and of how often it was taken back, which each checkpoint holds.
 */
final class RecoveredConfig {
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  private RecoveredConfig() {}

  /** The configuration that the steps behind a position are made with. */
  static Config of(Config config, Position position) {
    int recoveries = position.recovery().count();
    if (recoveries == 0) {
      return config;
    }
    double share = Math.scalb(1.0, -recoveries);
    Schedule g = config.generator().optimizer().learningRate().scaled(share, 1);
    Schedule d = config.discriminator().optimizer().learningRate().scaled(share, 1);
    long seed = config.training().seed() ^ recoveries * STREAM;
    return Records.with(
        config,
        Map.of(
            "generator.optimizer.learningRate", g,
            "discriminator.optimizer.learningRate", d,
            "training.seed", seed));
  }
}
