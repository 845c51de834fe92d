package org.dcgan4j.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dcgan4j.binding.InvalidInputException;
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
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.report.ReportListener;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Pretraining;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.Trainer.GanStep;
import org.dcgan4j.training.Trainer.TrainingLimits;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingStep;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A training with everything that watches it: of a new run, or of one that goes on. */
public final class TrainingJob implements AutoCloseable {
  private final Config config;
  private final DataSource data;
  private final RealBatches reals;
  private final Gan gan;
  private final StepFactory steps;
  private RunFolder run;
  private Closeable lock;
  // One line each, also from the report's thread.
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private List<TrainingListener> watchers = List.of();

  /** Where the steps of a training are computed. */
  @FunctionalInterface
  public interface StepFactory {
    GanStep step(Config config, Gan gan, RealBatches reals);
  }

  /**
   * Builds the networks; what does not fit together fails here, before anything is written.
   *
   * @param given of a new run; where the data have classes, it is told them
   * @param resumed the run to go on with, with its configuration; null for a new one
   * @throws InvalidInputException if the networks do not fit each other or the data, or these have
   *     no labels and it is conditional
   */
  public TrainingJob(Config given, DataSource data, RunFolder resumed) {
    this(given, data, resumed, TrainingStep::new);
  }

  /**
   * The same with steps that are computed elsewhere.
   *
   * @param steps makes them for the GAN that the run's checkpoints are of
   */
  public TrainingJob(Config given, DataSource data, RunFolder resumed, StepFactory steps) {
    BackendKind.requireRandomNumbers();
    this.config = resumed == null ? told(given, data) : resumed.config();
    this.data = data;
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
    return config.withClasses(one ? 0 : data.classNames().size());
  }

  /** What it would do: the configuration as JSON, then the sizes. */
  public String describe() {
    return config.json()
        + Text.format(
            "data: %s of %s, %,d batches an epoch%n",
            data.describe(), new DataShape(data.shape()), reals.batchesPerEpoch())
        + sizes("generator", gan.generator().graph())
        + sizes("discriminator", gan.discriminator().graph());
  }

  private static String sizes(String name, ComputationGraph graph) {
    StringBuilder text =
        new StringBuilder(Text.format("%s: %,d parameters%n", name, graph.numParams()));
    for (Layer layer : graph.getLayers()) {
      if (layer.numParams() > 0) {
        String layerName = layer.conf().getLayer().getLayerName();
        text.append(Text.format("  %-14s %,12d%n", layerName, layer.numParams()));
      }
    }
    return text.toString();
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
   * @throws InvalidInputException if the folder cannot be written or is another training's at the
   *     moment; of a run that goes on, if all its checkpoints are damaged, or it was trained on
   *     other data
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
    run = isNew ? RunFolder.create(runs, config) : run;
    lock = run.lock();
    Position from = isNew ? Position.START : newest();
    begins.accept(from);
    return isNew ? start(arguments, stop) : goOn(from, stop);
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
      Manifest.read(run).requireSame(data);
    }
    return none ? Position.START : checkpoints().loadNewest(gan);
  }

  /** Whether a training that got so far has nothing left to do. */
  public boolean isDone(Position position) {
    return TrainingLimits.of(config.training(), reals).reached(position.step(), position.trained());
  }

  private boolean goOn(Position from, BooleanSupplier stop) throws IOException {
    checkpoints().tidy();
    DivergenceRollback.rewind(run, from);
    new RunLog.Recoveries(run).keepFirst(from.recovery().count());
    run.writeConfig();
    if (Manifest.isIn(run) && !Manifest.read(run).data().origin().equals(data.origin())) {
      Manifest.read(run).movedTo(data).write(run);
    }
    return from.step() == 0 && checkpoints().newest().isEmpty()
        ? start(List.of("train", "--resume", run.path().toString()), stop)
        : trainFrom(from, stop);
  }

  /** Lets others train on the run. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private boolean trainFrom(Position from, BooleanSupplier stop) throws IOException {
    DivergenceRollback rollback = new DivergenceRollback(run, gan, watchers);
    ImageSet images = data instanceof ImageSet set ? set : null;
    try (ReportListener report = new ReportListener(run, images, lost::add)) {
      Position position = from;
      while (true) {
        try {
          return attempt(position, stop, report);
        } catch (DivergedException e) {
          position = rollback.after(e);
        } catch (UncheckedIOException e) {
          throw new InvalidInputException(IoProblem.of(e) + "; " + rollback.lastGood(), e);
        }
      }
    } finally {
      if (!lost.isEmpty()) {
        note(
            Text.format(
                "warning: %d files or pictures of the run are missing or old; the lines above say which and why",
                lost.size()));
      }
    }
  }

  private boolean attempt(Position from, BooleanSupplier stop, TrainingListener report) {
    RunLog.Ticks metrics = new RunLog.Ticks(run);
    List<TrainingListener> listeners =
        new ArrayList<>(
            List.of(
                metrics,
                new Pictures(run, config, gan, data, metrics.read()),
                new CheckpointListener(checkpoints(), config.checkpoint(), gan)));
    listeners.addAll(new Measuring(config, data, gan, this::note).listeners(run, metrics.read()));
    listeners.addAll(watchers);
    listeners.add(report);
    listeners.add(
        new TrainingListener() {
          @Override
          public void onNote(String warning) {
            lost.add(warning);
          }
        });
    Config recovered = DivergenceRollback.recovered(config, from);
    GanStep step = steps.step(recovered, gan, reals);
    return new Trainer(recovered, step, reals, from, listeners).run(stop);
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(run.path(), config, this::note);
  }

  private void note(String line) {
    watchers.forEach(watcher -> watcher.onNote(line));
  }
}
