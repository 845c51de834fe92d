package org.dcgan4j.job;

import java.util.List;
import java.util.function.Consumer;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.metrics.MeasureListener;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.metrics.RealHalves;
import org.dcgan4j.metrics.TrainingAlarms;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.ClassifierStore;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingListener.TickStats;

/** The listeners that measure a training, keep its best checkpoint, and warn by {@code notes}. */
record Measuring(Config config, DataSource data, Gan gan, Consumer<String> notes) {
  // The pictures draw the latents of the run's seed itself.
  private static final long STREAM = 0x4D45415355524553L;

  /** Refuses images that are asked to be measured and are too few for that. */
  static void requireEnough(Config config, DataSource data) {
    if (config.evaluate().every() > 0 && data instanceof ImageSet images) {
      new RealHalves(images);
    }
  }

  /** Those that are asked for, of a run with earlier ticks; trains a classifier if need be. */
  List<TrainingListener> listeners(RunFolder run, List<TickStats> earlier) {
    TrainingAlarms won = new TrainingAlarms(earlier, notes);
    if (config.evaluate().every() == 0) {
      return List.of(won);
    }
    if (!(data instanceof ImageSet images)) {
      notes.accept("evaluate.every: the data are no images; nothing is measured");
      return List.of(won);
    }
    RunLog.Measures files = new RunLog.Measures(run);
    List<TickMeasures> measured = files.read();
    double least = Math.min(files.leastFrechet(), new RunLog.Recoveries(run).leastFrechet());
    CheckpointListener.Best best =
        new CheckpointListener.Best(new Checkpoints(run.path(), config), gan, least);
    Classifier classifier = new ClassifierStore(notes).classifierFor(images, config.data().fit());
    int samples = config.evaluate().samples();
    Latents latents =
        new Latents(config.generator(), config.training().seed() ^ STREAM)
            .inShares(images.countsOf(images.classNames()), samples);
    MeasureListener measure =
        new MeasureListener(
            stepsBetween(config),
            classifier,
            images,
            samples,
            gan.sampler(),
            latents,
            measured,
            all -> {
              TickMeasures newest = all.get(all.size() - 1);
              // A run that goes on measures a step out of turn no more, so it may not be its
              // best.
              if (newest.step() % stepsBetween(config) == 0) {
                best.scored(newest.frechet());
              }
              TrainingAlarms.collapse(all, images.classNames()).ifPresent(notes);
              files.add(all); // last, as its chart may not be drawn
            });
    return List.of(won, measure, best);
  }

  /** Steps from one measure to the next; 0 where nothing is measured. */
  private static long stepsBetween(Config config) {
    return (long) config.evaluate().every() * config.tick().every();
  }

  /** Drops what a run measured later, or out of turn at its end: it is measured again. */
  static void rewind(RunFolder run, long step) {
    long every = Math.max(1, stepsBetween(run.config()));
    new RunLog.Measures(run).keep(m -> m.step() < step || (m.step() == step && step % every == 0));
  }
}
