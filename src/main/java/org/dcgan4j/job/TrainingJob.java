package org.dcgan4j.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.data.ImageBatches;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.BuildInfo;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RecoveryLog;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLock;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.TrainingLimits;
import org.dcgan4j.training.TrainingListener;

/** A training with everything that watches it. */
public final class TrainingJob implements AutoCloseable {
  private final Config config;
  private final ImageSet images;
  private final ImageBatches reals;
  private final Gan gan;
  private final List<TrainingListener> watchers;
  private RunLock lock;

  /**
   * Builds the networks; what does not fit together fails here, before anything is written.
   *
   * @param watchers told last, after the figures, the pictures and the checkpoint of a step
   * @throws InvalidInputException if the networks do not fit each other or the images
   */
  public TrainingJob(Config config, ImageSet images, List<TrainingListener> watchers) {
    this.config = config;
    this.images = images;
    this.watchers = List.copyOf(watchers);
    this.reals = new ImageBatches(images, config.training().batchSize(), config.training().seed());
    this.gan = Gan.create(config, DataShape.image(1, images.height(), images.width()));
  }

  /**
   * Trains from the start.
   *
   * @param arguments the command line, for the manifest; empty without one
   * @return whether it came to its end, rather than being interrupted
   * @throws InvalidInputException if another training has the folder, or it cannot be written
   * @throws DivergedException if it diverged once more than it may
   */
  public boolean train(RunFolder run, List<String> arguments, BooleanSupplier stop)
      throws IOException {
    lock(run);
    long seed = config.training().seed();
    Manifest.now(arguments, Backend.describe(), BuildInfo.load(), seed, images).write(run);
    return trainFrom(run, Position.START, stop);
  }

  /**
   * Takes the run for this training, and its newest checkpoint that is whole.
   *
   * @throws InvalidInputException if the run has none, is another training's at the moment, was
   *     trained on other data, or had another configuration
   */
  public Position load(RunFolder run) {
    lock(run);
    Manifest.read(run).requireSame(images);
    return new Checkpoints(run.path(), config).loadNewest(gan);
  }

  /** Whether a training that got so far has nothing left to do. */
  public boolean isDone(Position position) {
    return TrainingLimits.of(config.training(), reals).reached(position.step(), position.trained());
  }

  /**
   * Goes on from what {@link #load} took. What the run has from later steps, and from a tick out of
   * turn at its end, is made again.
   *
   * @return whether it came to its end, rather than being interrupted
   * @throws InvalidInputException if the run cannot be written
   * @throws DivergedException if it diverged once more than it may
   */
  public boolean resume(RunFolder run, Position from, BooleanSupplier stop) throws IOException {
    checkpoints(run).tidy();
    rewind(run, from);
    new RecoveryLog(run).keep(from.recovery().count());
    run.writeConfig();
    return trainFrom(run, from, stop);
  }

  /** Lets others train on the run. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  private void lock(RunFolder run) {
    if (lock == null) {
      lock = RunLock.take(run);
    }
  }

  private boolean trainFrom(RunFolder run, Position from, BooleanSupplier stop) throws IOException {
    Position position = from;
    while (true) {
      try {
        return attempt(run, position, stop);
      } catch (DivergedException e) {
        position = goBack(run, e);
      } catch (UncheckedIOException e) {
        throw new InvalidInputException(IoProblem.of(e) + "; " + lastGood(run), e);
      }
    }
  }

  private boolean attempt(RunFolder run, Position from, BooleanSupplier stop) {
    MetricsLog metrics = new MetricsLog(run);
    long seed = config.training().seed();
    List<TrainingListener> listeners =
        new ArrayList<>(
            List.of(
                metrics,
                new Pictures(run, gan.sampler(), images, seed, metrics.ticks()),
                new CheckpointListener(checkpoints(run), config.checkpoint(), gan)));
    listeners.addAll(watchers);
    return new Trainer(RecoveredConfig.of(config, from), gan, reals, from, listeners).run(stop);
  }

  /**
   * Where a training that diverged goes on; thrown on if it may not. A checkpoint that it was taken
   * back to before may be what it diverges from: then it is the one before that.
   */
  private Position goBack(RunFolder run, DivergedException diverged) throws IOException {
    Checkpoints checkpoints = checkpoints(run);
    int most = config.checkpoint().recoveries();
    if (most == 0 || checkpoints.newest().isEmpty()) {
      throw new DivergedException(diverged, lastGood(run));
    }
    Position newest = checkpoints.loadNewest(gan);
    int recoveries = newest.recovery().count();
    if (recoveries >= most) {
      throw new DivergedException(diverged, lastGood(run));
    }
    Optional<Position> before =
        newest.isRecovered() ? checkpoints.loadBefore(newest, gan) : Optional.empty();
    Position good = before.isPresent() ? before.get() : checkpoints.loadNewest(gan);
    Position again = good.recovered(recoveries + 1);
    // Written down at once, and before a later one goes: whoever resumes has to make the same
    // steps.
    checkpoints.save(gan, again, config.checkpoint().keep());
    if (before.isPresent()) {
      checkpoints.delete(newest);
    }
    rewind(run, again);
    new RecoveryLog(run).add(diverged, again);
    watchers.forEach(watcher -> watcher.onRecovery(diverged, again));
    return again;
  }

  private void rewind(RunFolder run, Position from) throws IOException {
    LongPredicate kept = step -> step <= from.step() && step % config.tick().every() == 0;
    new MetricsLog(run).keep(kept);
    Pictures.keep(run, kept);
  }

  private String lastGood(RunFolder run) {
    return checkpoints(run)
        .newest()
        .map(path -> "the last good checkpoint is " + path)
        .orElse("there is no checkpoint yet");
  }

  private Checkpoints checkpoints(RunFolder run) {
    return new Checkpoints(run.path(), config);
  }
}
