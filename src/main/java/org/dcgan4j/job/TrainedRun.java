package org.dcgan4j.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's networks as a step's checkpoint has them. The GAN's discriminator is the trained one only
 * where {@link #withDiscriminator} opened it.
 */
public record TrainedRun(RunFolder folder, Config config, Gan gan, long step) {
  private static final Logger LOG = LoggerFactory.getLogger(TrainedRun.class);

  /** With the newest checkpoint. */
  public static TrainedRun open(Path path) {
    return open(path, Map.of(), CheckpointChoice.NEWEST, LOG::warn);
  }

  /**
   * @param settings keys that replace the run's, as {@code training.backend}
   * @param warnings gets a line if a damaged checkpoint is passed over for an older one
   * @throws InvalidInputException if there is no run, or the checkpoint cannot be read
   */
  public static TrainedRun open(
      Path path,
      Map<String, String> settings,
      CheckpointChoice checkpoint,
      Consumer<String> warnings) {
    return open(path, settings, (all, gan) -> all.load(gan, checkpoint), warnings);
  }

  /** The same with the trained discriminator. */
  public static TrainedRun withDiscriminator(
      Path path,
      Map<String, String> settings,
      CheckpointChoice checkpoint,
      Consumer<String> warnings) {
    return open(path, settings, (all, gan) -> all.loadNetworks(gan, checkpoint), warnings);
  }

  private static TrainedRun open(
      Path path,
      Map<String, String> settings,
      BiFunction<Checkpoints, Gan, Position> load,
      Consumer<String> warnings) {
    RunFolder folder = RunFolder.open(path, settings);
    Gan gan = untrained(folder.config());
    Checkpoints checkpoints = new Checkpoints(folder.path(), folder.config(), warnings);
    long step = load.apply(checkpoints, gan).step();
    return new TrainedRun(folder, folder.config(), gan, step);
  }

  /** The networks as the training began with them. */
  public Gan untrained() {
    return untrained(config);
  }

  private static Gan untrained(Config config) {
    return Gan.create(config, Gan.shapeOf(config));
  }

  /**
   * What is drawn with.
   *
   * @param raw whether it shall be the weights as trained, and not their average
   */
  public Generator drawing(boolean raw) {
    return raw ? gan.generator() : gan.sampler();
  }

  /** The names of the classes that the generator is told, by their indices; empty if none. */
  public List<String> classes() {
    return config.tellsClasses() ? Manifest.read(folder).data().classes() : List.of();
  }

  /** The generator's inputs for one class, its name or else its index; null for all in turn. */
  public Latents latents(long seed, String only) {
    if (only == null) {
      return new Latents(config.generator(), seed);
    }
    List<String> names = classes();
    if (names.isEmpty()) {
      throw new InvalidInputException(
          "--class: given \"" + only + "\", and this run was not trained with --conditional");
    }
    int index = names.indexOf(only);
    if (index < 0 && only.matches("\\d{1,9}")) {
      index = Integer.parseInt(only);
    }
    if (index < 0 || index >= names.size()) {
      throw InvalidInputException.of(
          "--class: given \"%s\", legal are %s, or an index from 0 to %d",
          only, Text.listed(names), names.size() - 1);
    }
    return Latents.ofClass(config.generator(), seed, index);
  }
}
