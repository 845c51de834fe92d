package org.dcgan4j.cli;

import java.io.IOException;
import java.util.List;
import org.dcgan4j.checkpoint.CheckpointListener;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageBatches;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.BuildInfo;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.TrainingListener;

/** A training with everything that watches it. */
final class TrainingJob {
  private final Config config;
  private final ImageSet images;
  private final ImageBatches reals;
  private final Gan gan;

  /** Builds the networks; what does not fit together fails here, before anything is written. */
  TrainingJob(Config config, ImageSet images) {
    this.config = config;
    this.images = images;
    this.reals = new ImageBatches(images, config.training().batchSize(), config.training().seed());
    this.gan = Gan.create(config, DataShape.image(1, images.height(), images.width()));
  }

  /**
   * Trains from the start.
   *
   * @return whether it came to its end, rather than being interrupted
   */
  boolean train(RunFolder run, List<String> arguments) throws IOException {
    long seed = config.training().seed();
    Manifest.now(arguments, Backend.describe(), BuildInfo.load(), seed, images).write(run);
    try (ProgressDisplay progress = ProgressDisplay.onStderr();
        StopSignal stop = new StopSignal()) {
      MetricsLog metrics = new MetricsLog(run);
      List<TrainingListener> listeners =
          List.of(
              metrics,
              new Pictures(run, gan.generator(), images, seed, List.of()),
              new CheckpointListener(new Checkpoints(run.path()), config.checkpoint(), gan),
              progress);
      return new Trainer(config, gan, reals, 0, listeners).run(stop);
    }
  }
}
