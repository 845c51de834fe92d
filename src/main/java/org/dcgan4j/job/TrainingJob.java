package org.dcgan4j.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.BuildInfo;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.View;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Pretraining;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.TrainingLimits;
import org.dcgan4j.training.TrainingListener;

/** A training with everything that watches it. */
public final class TrainingJob {
  private final Config config;
  private final DataSource data;
  private final RealBatches reals;
  private final Gan gan;
  private final List<TrainingListener> watchers;

  /**
   * Builds the networks; what does not fit together fails here, before anything is written.
   *
   * @param watchers told last, after the figures, the pictures and the checkpoint of a step
   * @throws InvalidInputException if the networks do not fit each other or the data
   */
  public TrainingJob(Config config, DataSource data, List<TrainingListener> watchers) {
    this.config = config;
    this.data = data;
    this.watchers = List.copyOf(watchers);
    this.reals = data.batches(config);
    this.gan = Gan.create(config, new DataShape(data.shape()));
  }

  /**
   * Trains from the start.
   *
   * @param arguments the command line, for the manifest; empty without one
   * @return whether it came to its end, rather than being interrupted
   */
  public boolean train(RunFolder run, List<String> arguments, BooleanSupplier stop)
      throws IOException {
    long seed = config.training().seed();
    Manifest.now(arguments, Backend.describe(), BuildInfo.load(), seed, data).write(run);
    pretrain(run);
    return train(run, Position.START, stop);
  }

  private void pretrain(RunFolder run) throws IOException {
    if (config.pretraining().steps() > 0) {
      List<Double> losses = new Pretraining(config, gan, (GaussianPoints) data).run();
      Pictures.ofPretraining(run, losses);
    }
  }

  /**
   * Takes the newest checkpoint that is whole.
   *
   * @throws InvalidInputException if the run has none, or was trained on other data
   */
  public Position load(RunFolder run) {
    Manifest.read(run).requireSame(data);
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
   */
  public boolean resume(RunFolder run, Position from, BooleanSupplier stop) throws IOException {
    LongPredicate kept = step -> step <= from.step() && step % config.tick().every() == 0;
    new MetricsLog(run).keep(kept);
    Pictures.keep(run, kept);
    run.writeConfig();
    return train(run, from, stop);
  }

  private boolean train(RunFolder run, Position from, BooleanSupplier stop) {
    MetricsLog metrics = new MetricsLog(run);
    List<TrainingListener> listeners =
        new ArrayList<>(
            List.of(
                metrics,
                new Pictures(run, View.of(config, gan, data), metrics.ticks()),
                new CheckpointListener(
                    new Checkpoints(run.path(), config), config.checkpoint(), gan)));
    listeners.addAll(watchers);
    return new Trainer(config, gan, reals, from, listeners).run(stop);
  }
}
