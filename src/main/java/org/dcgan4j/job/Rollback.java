package org.dcgan4j.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dcgan4j.binding.Records;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;

/**
 * How a training that diverged goes on. All that decides it lies in the checkpoints, so that a
 * training which is killed and resumed goes the same way.
 */
record Rollback(Config config, Gan gan, Checkpoints checkpoints) {
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  /**
   * Takes the networks, and the checkpoints, back to the last good one.
   *
   * @param trained until then
   * @param record of where that is, before any checkpoint says so
   * @return where that is
   * @throws DivergedException if that was done as often as it may be
   */
  Position takeBack(DivergedException diverged, Duration trained, Consumer<Position> record)
      throws IOException {
    int most = config.checkpoint().recoveries();
    Optional<Position> newest =
        most == 0 ? Optional.empty() : checkpoints.loadDue(gan, Long.MAX_VALUE);
    int recoveries = newest.map(position -> position.recovery().count()).orElse(0);
    if (newest.isEmpty() || recoveries >= most) {
      throw new DivergedException(diverged, lastGood());
    }
    Position again = good(newest.get()).recovered(recoveries + 1, trained);
    record.accept(again);
    // Whoever is killed in between and resumes diverges again, and comes to the same place.
    checkpoints.deleteAfter(newest.get().step());
    checkpoints.save(gan, again, config.checkpoint().keep());
    checkpoints.deleteAfter(again.step());
    return again;
  }

  /** The newest, loaded; or the one before, where it was taken back to the newest in vain. */
  private Position good(Position newest) {
    if (newest.hasRecovered()) {
      Optional<Position> before = checkpoints.loadDue(gan, newest.step());
      if (before.isPresent()) {
        return before.get();
      }
      checkpoints.loadDue(gan, newest.step() + 1);
    }
    return newest;
  }

  String lastGood() {
    return checkpoints
        .newest()
        .map(path -> "the last good checkpoint is " + path)
        .orElse("there is no checkpoint yet");
  }

  /**
   * What the steps behind a position are made with: other random numbers, and the learning rates
   * halved, each time that it was taken back. A pure function of the run's configuration and of how
   * often that was, which each checkpoint holds.
   */
  static Config after(Config config, Position position) {
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
