package org.dcgan4j.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.report.ReportListener;
import org.dcgan4j.run.BuildInfo;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RecoveryLog;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLock;
import org.dcgan4j.run.SamplePlot;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.GanStep;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Pretraining;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.TrainingLimits;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingStep;

/** A training with everything that watches it. */
public final class TrainingJob implements AutoCloseable {
  private final Config config;
  private final DataSource data;
  private final RealBatches reals;
  private final Gan gan;
  private final List<TrainingListener> watchers;
  private final StepFactory steps;
  private RunLock lock;

  /** Where the steps of a training are computed. */
  @FunctionalInterface
  public interface StepFactory {
    GanStep step(Config config, Gan gan, RealBatches reals);
  }

  /**
   * Builds the networks; what does not fit together fails here, before anything is written.
   *
   * @param watchers told last, after the figures, the pictures and the checkpoint of a step
   * @throws InvalidInputException if the networks do not fit each other or the data
   */
  public TrainingJob(Config config, DataSource data, List<TrainingListener> watchers) {
    this(config, data, watchers, TrainingStep::new);
  }

  /**
   * The same with steps that are computed elsewhere.
   *
   * @param steps makes them for the GAN that the run's checkpoints are of
   */
  public TrainingJob(
      Config config, DataSource data, List<TrainingListener> watchers, StepFactory steps) {
    BackendKind.requireRandomNumbers();
    this.config = config;
    this.data = data;
    this.watchers = List.copyOf(watchers);
    this.reals = data.batches(config);
    this.gan = Gan.create(config, new DataShape(data.shape()));
    this.steps = steps;
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
    Manifest.now(arguments, config.training().backend().describe(), BuildInfo.load(), seed, data)
        .write(run);
    pretrain(run);
    return trainFrom(run, Position.START, stop);
  }

  private void pretrain(RunFolder run) throws IOException {
    if (config.pretraining().steps() > 0) {
      List<Double> losses = new Pretraining(config, gan, (GaussianPoints) data).run();
      Pictures.ofPretraining(run, losses);
    }
  }

  /**
   * Takes the run for this training, and its newest checkpoint that is whole; a run that has none
   * yet begins anew.
   *
   * @throws InvalidInputException if all that it has are damaged, or it is another training's at
   *     the moment, was trained on other data, or had another configuration
   */
  public Position load(RunFolder run) {
    lock(run);
    if (checkpoints(run).newest().isEmpty() && !Manifest.isIn(run)) {
      return Position.START; // stopped before it could say what it is
    }
    Manifest.read(run).requireSame(data);
    return checkpoints(run).newest().isEmpty() ? Position.START : checkpoints(run).loadNewest(gan);
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
    DivergenceRollback.rewind(run, from);
    new RecoveryLog(run).keep(from.recovery().count());
    run.writeConfig();
    if (Manifest.isIn(run) && !Manifest.read(run).data().origin().equals(data.origin())) {
      Manifest.read(run).movedTo(data).write(run);
    }
    if (from.step() == 0 && checkpoints(run).newest().isEmpty()) {
      return train(run, List.of("train", "--resume", run.path().toString()), stop);
    }
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
    DivergenceRollback comeback = new DivergenceRollback(run, gan, watchers);
    ImageSet images = data instanceof ImageSet set ? set : null;
    try (ReportListener report = new ReportListener(run, images)) {
      return trainFrom(run, from, stop, report, comeback);
    }
  }

  private boolean trainFrom(
      RunFolder run,
      Position from,
      BooleanSupplier stop,
      TrainingListener report,
      DivergenceRollback comeback)
      throws IOException {
    Position position = from;
    while (true) {
      try {
        return attempt(run, position, stop, report);
      } catch (DivergedException e) {
        position = comeback.after(e);
      } catch (UncheckedIOException e) {
        throw new InvalidInputException(IoProblem.of(e) + "; " + comeback.lastGood(), e);
      }
    }
  }

  private boolean attempt(
      RunFolder run, Position from, BooleanSupplier stop, TrainingListener report) {
    MetricsLog metrics = new MetricsLog(run);
    List<TrainingListener> listeners =
        new ArrayList<>(
            List.of(
                metrics,
                new Pictures(run, SamplePlot.of(config, gan, data), metrics.ticks()),
                new CheckpointListener(checkpoints(run), config.checkpoint(), gan)));
    listeners.addAll(new Measuring(config, data, gan, this::note).listeners(run, metrics.ticks()));
    listeners.addAll(watchers);
    listeners.add(report);
    Config recovered = RecoveredConfig.of(config, from);
    GanStep step = steps.step(recovered, gan, reals);
    return new Trainer(recovered, step, reals, from, listeners).run(stop);
  }

  private Checkpoints checkpoints(RunFolder run) {
    return new Checkpoints(run.path(), config, this::note);
  }

  private void note(String line) {
    watchers.forEach(watcher -> watcher.onNote(line));
  }
}
