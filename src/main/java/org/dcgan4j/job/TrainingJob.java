package org.dcgan4j.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.report.ReportListener;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.run.TensorBoard;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Pretraining;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.Trainer.GanStep;
import org.dcgan4j.training.Trainer.TrainingLimits;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.dcgan4j.training.TrainingStep;

/** A training with everything that watches it: of a new run, or of one that goes on. */
public final class TrainingJob implements AutoCloseable {
  private Config config;
  private final DataSource data;
  private final RealBatches reals;
  private final Gan gan;
  private final BiFunction<Config, Gan, GanStep> steps;
  private RunFolder run;
  private Closeable lock;
  // One line each, also from the report's thread.
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private List<TrainingListener> watchers = List.of();

  /**
   * Builds the networks; what does not fit together fails here, before anything is written.
   *
   * @param given of a new run; where the data have classes, it is told them
   * @param resumed the run to go on with, with its configuration; null for a new one
   * @param steps where they are computed for the GAN of the run's checkpoints; null for here
   * @throws InvalidInputException if networks and data do not fit, or these lack needed labels
   */
  public TrainingJob(
      Config given, DataSource data, RunFolder resumed, BiFunction<Config, Gan, GanStep> steps) {
    BackendKind.requireRandomNumbers();
    this.config = resumed == null ? told(given, data) : resumed.config();
    this.data = data;
    Measuring.requireEnough(config, data);
    this.reals = data.batches(config);
    this.gan = Gan.create(config, new DataShape(data.shape()));
    this.run = resumed;
    this.steps = steps;
  }

  /** With the number of the data's classes, unless all that is learned is of one. */
  private static Config told(Config config, DataSource data) {
    Conditional asked = config.training().conditional();
    if (asked == Conditional.TRUE && data.classNames().isEmpty()) {
      throw new InvalidInputException(
          "training.conditional: needs data with labels, and " + data.origin() + " has none");
    }
    boolean one = config.data().onlyClass() != null && asked == Conditional.AUTO;
    Config chosen =
        data instanceof ImageSet images
            ? Records.with(
                config,
                Map.of(
                    "data",
                    Wanted.like(images.images().shape(), config.data().fit()).in(config.data())))
            : config;
    return chosen
        .withShape(new DataShape(data.shape()))
        .withClasses(one ? 0 : data.classNames().size());
  }

  /** What it would do: the configuration as JSON, then the sizes. */
  public String describe() {
    return preview().describe();
  }

  /** What a user should know of it before it begins, a line each. */
  public List<String> notes() {
    return preview().notes();
  }

  private Preview preview() {
    return new Preview(config, data, reals, gan);
  }

  /** The run, once it is resumed or begun. */
  public RunFolder folder() {
    return run;
  }

  /**
   * Trains. A run that goes on does so from its newest checkpoint that is whole; what it has from
   * later steps, and from a tick out of turn at its end, is made again.
   *
   * @param runs where a new run's folder goes
   * @param arguments the command line, for a new run's manifest; empty without one
   * @param told last, after the figures, the pictures and the checkpoint of a step
   * @param begins called once, before the first step, with what it goes on from
   * @return whether it came to its end, rather than being interrupted
   * @throws InvalidInputException if the folder cannot be written or is another training's now, or
   *     a run that goes on has damaged checkpoints only, or was trained on other data
   * @throws DivergedException if it diverged once more than it may
   */
  public boolean run(
      Path runs,
      List<String> arguments,
      List<TrainingListener> told,
      Consumer<Position> begins,
      BooleanSupplier stop)
      throws IOException {
    watchers = List.copyOf(told);
    boolean isNew = run == null;
    if (isNew) {
      config = withLength(Position.START);
      run = RunFolder.create(runs, config);
    }
    lock = run.lock();
    Position from = isNew ? Position.START : newest();
    if (!isNew) {
      config = withLength(from);
      run = new RunFolder(run.path(), config);
    }
    preview().notesOfLength().forEach(this::note);
    begins.accept(from);
    return isNew ? start(arguments, stop) : goOn(from, stop);
  }

  /** With the number of steps that the minutes are, where a schedule needs to know. */
  private Config withLength(Position from) {
    if (!config.needsLength()) {
      return config;
    }
    Config before = run == null ? config : RunFolder.open(run.path()).config();
    Config known =
        RunLength.isKnown(config, before)
            ? RunLength.withSteps(config, before.training().steps())
            : from.step() == 0
                ? RunLength.measured(config, reals, new DataShape(data.shape()))
                : RunLength.continued(config, from);
    String line = "%s minutes are some %,d steps here, which its schedules go by (training.steps)";
    note(Text.format(line, config.training().minutes(), known.training().steps()));
    return known;
  }

  private boolean start(List<String> arguments, BooleanSupplier stop) throws IOException {
    long seed = config.training().seed();
    Manifest.now(arguments, config.training().backend().describe(), seed, data).write(run);
    if (config.pretraining().steps() > 0) {
      List<Double> losses = new Pretraining(config, gan, (GaussianPoints) data).run();
      Pictures.ofPretraining(run, losses);
    }
    return trainFrom(Position.START, stop);
  }

  private Position newest() {
    boolean none = checkpoints().newest().isEmpty();
    if (!none || Manifest.isIn(run)) { // else it was stopped before it could say what it is
      Manifest.read(run).requireSame(data, "");
    }
    if (none) {
      List<TickStats> ticks = new RunLog.Ticks(run).read();
      if (!ticks.isEmpty()) { // said, as their pictures and figures go now
        String line = "note: %s has no checkpoint, though %d steps were recorded; it begins anew";
        note(Text.format(line, run.path(), ticks.get(ticks.size() - 1).step()));
      }
      return Position.START;
    }
    return checkpoints().loadNewest(gan);
  }

  /** Whether a training that got so far has nothing left to do. */
  public boolean isDone(Position position) {
    return TrainingLimits.of(config.training(), reals).reached(position.step(), position.trained());
  }

  private boolean goOn(Position from, BooleanSupplier stop) throws IOException {
    checkpoints().tidy();
    rewind(from);
    new RunLog.Recoveries(run).keepFirst(from.recovery().count());
    run.writeConfig();
    if (Manifest.isIn(run) && !Manifest.read(run).data().origin().equals(data.origin())) {
      Manifest.read(run).movedTo(data).write(run);
    }
    return from.step() == 0 && checkpoints().newest().isEmpty()
        ? start(List.of("train", "--resume", run.path().toString()), stop)
        : trainFrom(from, stop);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private boolean trainFrom(Position from, BooleanSupplier stop) throws IOException {
    ImageSet images = data instanceof ImageSet set ? set : null;
    try (ReportListener report = new ReportListener(run, images, this::lose)) {
      Position position = from;
      while (true) {
        Trainer trainer = trainer(position, report);
        try {
          return trainer.run(stop);
        } catch (DivergedException e) {
          position = rollBack(e, trainer.elapsed());
        }
      }
    } catch (UncheckedIOException e) {
      throw new InvalidInputException(IoProblem.of(e) + "; " + rollback().lastGood(), e);
    } finally {
      if (!lost.isEmpty()) {
        String line =
            "warning: %d files or pictures of the run are missing or old; the lines above say which and why";
        note(Text.format(line, lost.size()));
      }
    }
  }

  /** Says once that a file of the run is missing or old. */
  private void lose(String why) {
    if (lost.add(why)) {
      note("warning: " + why);
    }
  }

  private Trainer trainer(Position from, TrainingListener report) {
    RunLog.Ticks metrics = new RunLog.Ticks(run);
    List<TrainingListener> listeners = new ArrayList<>();
    listeners.add(metrics);
    listeners.add(new Pictures(run, config, gan, data, metrics.read(), watchers));
    // A best checkpoint before the one that a training would go on from behind it.
    listeners.addAll(new Measuring(config, data, gan, this::note).listeners(run, metrics.read()));
    listeners.add(new CheckpointListener(checkpoints(), config.checkpoint(), gan));
    if (config.run().tensorboard()) {
      listeners.add(new TensorBoard(run, gan, this::note));
    }
    listeners.addAll(watchers);
    listeners.add(report);
    listeners.add(
        new TrainingListener() {
          @Override
          public void onNote(String warning) {
            lost.add(warning);
          }
        });
    Config recovered = Rollback.after(config, from);
    GanStep step =
        steps == null ? new TrainingStep(recovered, gan, reals) : steps.apply(recovered, gan);
    return new Trainer(recovered, step, reals, from, listeners);
  }

  private Position rollBack(DivergedException diverged, Duration trained) throws IOException {
    double least = new RunLog.Measures(run).leastFrechet();
    RunLog.Recoveries recoveries = new RunLog.Recoveries(run);
    Position again =
        rollback().takeBack(diverged, trained, place -> recoveries.add(diverged, place, least));
    rewind(again);
    watchers.forEach(watcher -> watcher.onRecovery(diverged, again));
    return again;
  }

  private Rollback rollback() {
    return new Rollback(config, gan, checkpoints());
  }

  /** Removes what a run has from later steps, and from a tick out of turn at its end. */
  private void rewind(Position to) throws IOException {
    boolean ticked = to.sinceTick().steps() == 0;
    LongPredicate kept = step -> step < to.step() || (ticked && step == to.step());
    new RunLog.Ticks(run).keep(tick -> kept.test(tick.step()));
    Pictures.keep(run, kept);
    TensorBoard.keep(run, kept);
    Measuring.rewind(run, to.step());
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(run.path(), config, this::note);
  }

  private void note(String line) {
    watchers.forEach(watcher -> watcher.onNote(line));
  }
}
