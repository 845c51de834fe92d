package org.dcgan4j.job;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.dcgan4j.binding.Records;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;

/**
 * Takes a training that diverged back to its last good checkpoint, if it may. All that decides
 * where lies in the checkpoints, so that a training which is killed and resumed goes the same way.
 */
final class DivergenceRollback {
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  private final RunFolder run;
  private final Checkpoints checkpoints;
  private final Gan gan;
  private final List<TrainingListener> watchers;

  DivergenceRollback(RunFolder run, Gan gan, List<TrainingListener> watchers) {
    this.run = run;
    this.checkpoints = new Checkpoints(run.path(), run.config());
    this.gan = gan;
    this.watchers = List.copyOf(watchers);
  }

  /**
   * Where the training goes on. A checkpoint that it was taken back to before may be what it
   * diverges from: then it is the one before that.
   *
   * @throws DivergedException if it may not go on: it names the last good checkpoint
   */
  Position after(DivergedException diverged) throws IOException {
    CheckpointConfig config = run.config().checkpoint();
    Optional<Position> newest =
        config.recoveries() == 0 ? Optional.empty() : checkpoints.loadDue(gan, Long.MAX_VALUE);
    int recoveries = newest.map(position -> position.recovery().count()).orElse(0);
    if (newest.isEmpty() || recoveries >= config.recoveries()) {
      throw new DivergedException(diverged, lastGood());
    }
    Position good = good(newest.get());
    Position again = good.recovered(recoveries + 1);
    // Whoever is killed in between and resumes diverges again, and comes to the same place.
    checkpoints.deleteAfter(newest.get().step());
    checkpoints.save(gan, again, config.keep());
    checkpoints.deleteAfter(again.step());
    rewind(run, again);
    new RunLog.Recoveries(run).add(diverged, again);
    watchers.forEach(watcher -> watcher.onRecovery(diverged, again));
    return again;
  }

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

  /** In words, for the end of a message. */
  String lastGood() {
    return checkpoints
        .newest()
        .map(path -> "the last good checkpoint is " + path)
        .orElse("there is no checkpoint yet");
  }

  /** Removes what a run has from later steps, and from a tick out of turn at its end. */
  static void rewind(RunFolder run, Position to) throws IOException {
    LongPredicate kept = step -> step <= to.step() && step % run.config().tick().every() == 0;
    new RunLog.Ticks(run).keep(tick -> kept.test(tick.step()));
    Pictures.keep(run, kept);
    Measuring.rewind(run, to.step());
  }

  /**
   * What the steps behind a position are made with: other random numbers, and the learning rates
   * halved, each time that it was taken back. A pure function of the run's configuration and of how
   * often that was, which each checkpoint holds.
   */
  static Config recovered(Config config, Position position) {
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
