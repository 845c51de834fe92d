package org.dcgan4j.job;

import java.nio.file.Path;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.run.RunFolder;

/** A run's GAN as one of its checkpoints has it. */
public record TrainedRun(Config config, Gan gan) {

  /** With the newest checkpoint. */
  public static TrainedRun open(Path path) {
    return open(path, CheckpointChoice.NEWEST);
  }

  /**
   * @throws org.dcgan4j.config.InvalidInputException if there is no run, or the checkpoint cannot
   *     be read
   */
  public static TrainedRun open(Path path, CheckpointChoice checkpoint) {
    RunFolder folder = RunFolder.open(path);
    Gan gan = Gan.create(folder.config(), Gan.shapeOf(folder.config()));
    new Checkpoints(folder.path(), folder.config()).load(gan, checkpoint);
    return new TrainedRun(folder.config(), gan);
  }

  /**
   * The generator to draw with.
   *
   * @param raw whether it shall be the one as trained, and not its average
   */
  public Generator generator(boolean raw) {
    return raw ? gan.generator() : gan.sampler();
  }
}
