package org.dcgan4j.job;

import java.nio.file.Path;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.RunFolder;

/** A run's GAN as its newest checkpoint has it. */
public record TrainedRun(Config config, Gan gan) {

  /**
   * @throws org.dcgan4j.config.InvalidInputException if there is no run, or no checkpoint of it can
   *     be read
   */
  public static TrainedRun open(Path path) {
    RunFolder folder = RunFolder.open(path);
    Gan gan = Gan.create(folder.config(), Gan.shapeOf(folder.config()));
    new Checkpoints(folder.path()).loadNewest(gan);
    return new TrainedRun(folder.config(), gan);
  }
}
