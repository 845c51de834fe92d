package org.dcgan4j.job;

import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/** A run's GAN as one of its checkpoints has it. */
public record TrainedRun(RunFolder folder, Config config, Gan gan) {

  /** With the newest checkpoint. */
  public static TrainedRun open(Path path) {
    return open(path, CheckpointChoice.NEWEST);
  }

  /**
   * @throws org.dcgan4j.binding.InvalidInputException if there is no run, or the checkpoint cannot
   *     be read
   */
  public static TrainedRun open(Path path, CheckpointChoice checkpoint) {
    RunFolder folder = RunFolder.open(path);
    Gan gan = Gan.create(folder.config(), Gan.shapeOf(folder.config()));
    new Checkpoints(folder.path(), folder.config()).load(gan, checkpoint);
    return new TrainedRun(folder, folder.config(), gan);
  }

  /**
   * The names of the classes that the generator is told, in the order of their indices; empty if it
   * is told none.
   */
  public List<String> classes() {
    return config.tellsClasses() ? Manifest.read(folder).data().classes() : List.of();
  }

  /** The generator's inputs, of all classes in turn. */
  public Latents latents(long seed) {
    return new Latents(config.generator(), seed);
  }

  /**
   * The generator's inputs for one class.
   *
   * @param only its name or index
   * @throws org.dcgan4j.binding.InvalidInputException if there is no such class
   */
  public Latents latents(long seed, String only) {
    return Latents.ofClass(config.generator(), seed, Conditioning.classNamed(only, classes()));
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
