package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.job.Conditioning;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.TrainingListener;

/**
 * A training to be. Each method gives a new value and leaves this one as it is.
 *
 * <pre>{@code
 * Path run = Dcgan.preset("notmnist-dcgan").data(Path.of("letters")).train();
 * byte[][] images = Generator.load(run).sample(100, 7);
 * }</pre>
 */
public final class Dcgan {
  private final String preset;
  private final Map<String, String> settings;
  private final Path runs;

  private Dcgan(String preset, Map<String, String> settings, Path runs) {
    this.preset = preset;
    this.settings = Map.copyOf(settings);
    this.runs = runs;
  }

  /**
   * @param name of a preset, as {@code train --preset} has it: {@code notmnist-dcgan}, {@code
   *     mnist-dcgan}, {@code wide} ...
   */
  public static Dcgan preset(String name) {
    return new Dcgan(name, Map.of(), Path.of("runs"));
  }

  /** The training images: whatever {@code train --data} takes. Without, what the preset names. */
  public Dcgan data(Path data) {
    return set("data.dir", data.toString());
  }

  /** Ends training after so many steps, and not by epochs or minutes. */
  public Dcgan steps(long steps) {
    return set("training.epochs", "0")
        .set("training.minutes", "0")
        .set("training.steps", Long.toString(steps));
  }

  /** The seed of all randomness: the same seed gives the same bits. */
  public Dcgan seed(long seed) {
    return set("training.seed", Long.toString(seed));
  }

  /** Any configuration key, as {@code train --set key=value} takes it. */
  public Dcgan set(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new Dcgan(preset, more, runs);
  }

  /** Where the numbered run folders are; {@code runs} without. */
  public Dcgan out(Path runs) {
    return new Dcgan(preset, settings, runs);
  }

  /**
   * Trains on the calling thread, to the end or until that thread is interrupted; either way the
   * run folder is whole and {@code train --resume} takes it.
   *
   * @param listeners told of every step and tick, on the calling thread
   * @return the run folder, for {@link Generator#load}
   * @throws InvalidInputException if a setting or the data cannot be used; the message says why
   * @throws DivergedException when a loss is no finite number; the last good checkpoint is kept
   * @throws IOException if the run folder cannot be written
   */
  public Path train(TrainingListener... listeners) throws IOException {
    Config given = ConfigReader.resolve(preset, null, settings);
    DataSource data = DataSource.load(given.data(), rendered -> {});
    Config config = Conditioning.of(given, data);
    try (TrainingJob job = new TrainingJob(config, data, List.of(listeners))) {
      RunFolder run = RunFolder.create(runs, config);
      trainUntilInterrupted(job, run);
      return run.path();
    }
  }

  /** With the thread's own mark set, no checkpoint could be written. */
  private static void trainUntilInterrupted(TrainingJob job, RunFolder run) throws IOException {
    boolean[] interrupted = {false};
    try {
      job.train(run, List.of(), () -> interrupted[0] |= Thread.interrupted());
    } finally {
      if (interrupted[0]) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
