package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Progress;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.job.ReferenceData;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.report.Report;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training to be. Each method gives a new value and leaves this one as it is.
 *
 * <pre>{@code
 * Path run = Dcgan.preset("notmnist-dcgan").data(Path.of("letters")).train();
 * byte[][] images = Generator.load(run).sample(100, 7);
 * }</pre>
 */
public final class Dcgan {
  private static final Logger LOG = LoggerFactory.getLogger(Dcgan.class);
  private static final TrainingListener LOGGED =
      new TrainingListener() {
        @Override
        public void onNote(String line) {
          LOG.warn(line);
        }
      };

  private final String preset;
  private final Path file;
  private final Path resumed;
  private final Map<String, String> settings;
  private final Path runs;
  private final OptionalInt threads;

  private Dcgan(
      String preset,
      Path file,
      Path resumed,
      Map<String, String> settings,
      Path runs,
      OptionalInt threads) {
    this.preset = preset;
    this.file = file;
    this.resumed = resumed;
    this.settings = settings;
    this.runs = runs;
    this.threads = threads;
  }

  /**
   * Of a preset, as {@code train --preset} names it; null for what a file names, or the default.
   */
  public static Dcgan preset(String name) {
    return new Dcgan(name, null, null, Map.of(), Path.of("runs"), OptionalInt.empty());
  }

  /**
   * A run that goes on from its newest checkpoint, in its folder. How long it trains may be
   * changed, counted from its start, and where its data are.
   */
  public static Dcgan resume(Path run) {
    return new Dcgan(null, null, run, Map.of(), run.getParent(), OptionalInt.empty());
  }

  /**
   * Writes {@code report.html} into a run folder.
   *
   * @param data where the training images are now; null for where training found them
   * @return the page
   * @throws InvalidInputException if it is no run, or was trained on other data
   */
  public static Path report(Path run, Path data) throws IOException {
    NativeStart.prepare(OptionalInt.empty(), note -> {});
    RunFolder folder = RunFolder.open(run);
    if (data != null && !Files.exists(data)) {
      throw new InvalidInputException(data + ": no such file or folder");
    }
    Optional<ImageSet> images = ReferenceData.ofTraining(folder, data);
    if (data != null && images.isEmpty()) {
      throw new InvalidInputException("--data: " + data + " is not what the run was trained on");
    }
    new Report(folder, images.orElse(null), false).write();
    return Report.fileOf(folder);
  }

  /** The training images: whatever {@code train --data} takes. Without, what the preset names. */
  public Dcgan data(Path data) {
    return set("data.dir", data.toString());
  }

  /** Ends training after so many steps, and not by epochs or minutes. */
  public Dcgan steps(long steps) {
    return limit("0", Long.toString(steps), "0");
  }

  /** Ends training after so many passes through the data, and not by steps or minutes. */
  public Dcgan epochs(int epochs) {
    return limit(Integer.toString(epochs), "0", "0");
  }

  /** Ends training after so many minutes, and not by epochs or steps. */
  public Dcgan minutes(double minutes) {
    return limit("0", "0", Double.toString(minutes));
  }

  private Dcgan limit(String epochs, String steps, String minutes) {
    return set(
        Map.of("training.epochs", epochs, "training.steps", steps, "training.minutes", minutes));
  }

  /**
   * How many threads compute; without, all processors that the machine or the container grants. The
   * process's first call decides.
   */
  public Dcgan threads(int threads) {
    return new Dcgan(preset, file, resumed, settings, runs, OptionalInt.of(threads));
  }

  /** The seed of all randomness: the same seed gives the same bits. */
  public Dcgan seed(long seed) {
    return set("training.seed", Long.toString(seed));
  }

  /** Any configuration key, as {@code train --set key=value} takes it. */
  public Dcgan set(String key, String value) {
    return set(Map.of(key, value));
  }

  /** Sets many keys. */
  public Dcgan set(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(more);
    return new Dcgan(preset, file, resumed, all, runs, threads);
  }

  /**
   * A JSON or YAML file of configuration keys, between the preset and {@link #set}.
   *
   * @throws InvalidInputException for a run that goes on, which has its configuration
   */
  public Dcgan config(Path yaml) {
    requireNew("config", "a file's keys are given with set");
    return new Dcgan(preset, yaml, resumed, settings, runs, threads);
  }

  /**
   * Where the numbered run folders are; {@code runs} without.
   *
   * @throws InvalidInputException for a run that goes on, which does so in its folder
   */
  public Dcgan out(Path runs) {
    requireNew("out", "it goes on in its folder");
    return new Dcgan(preset, file, resumed, settings, runs, threads);
  }

  private void requireNew(String what, String why) {
    if (resumed != null) {
      throw InvalidInputException.of(
          "%s: given for %s, which is resumed; legal is none: %s", what, resumed, why);
    }
  }

  /**
   * Trains on the calling thread, to the end or until that thread is interrupted; either way the
   * run folder is whole and {@link #resume} takes it.
   *
   * @param listeners told of every step and tick, on the calling thread; what a user should read is
   *     logged as well
   * @return the run folder, for {@link Generator#load}
   * @throws InvalidInputException if a setting or the data cannot be used; the message says why
   * @throws DivergedException when a loss is no finite number; the last good checkpoint is kept
   */
  public Path train(TrainingListener... listeners) throws IOException {
    return train(() -> false, listeners).run();
  }

  /**
   * Trains on a thread of its own, which can be asked to stop from any other.
   *
   * @param listeners told of every step and tick, on that thread
   */
  public Training start(TrainingListener... listeners) {
    return new Training(cancelled -> train(cancelled, listeners));
  }

  private Training.End train(BooleanSupplier cancelled, TrainingListener... listeners)
      throws IOException {
    List<TrainingListener> told = new ArrayList<>(List.of(listeners));
    told.add(LOGGED);
    // With the thread's own mark set, no checkpoint could be written.
    boolean[] interrupted = {false};
    Consumer<String> notes = line -> told.forEach(listener -> listener.onNote(line));
    try (TrainingJob job = prepare(notes, Progress.NONE, DataSource::sayFlaws)) {
      BooleanSupplier stop =
          () -> (interrupted[0] |= Thread.interrupted()) || cancelled.getAsBoolean();
      boolean finished = job.run(runs, List.of(), told, from -> {}, stop);
      return new Training.End(job.folder().path(), !finished);
    } finally {
      if (interrupted[0]) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Reads the data and builds the networks; nothing is written yet.
   *
   * @param notes gets the lines that a user should read
   * @throws InvalidInputException if a setting or the data cannot be used; the message says why
   */
  public TrainingJob prepare(Consumer<String> notes) {
    return prepare(notes, Progress.lines(notes));
  }

  /**
   * The same.
   *
   * @param progress hears how far the decoding of the data is
   */
  public TrainingJob prepare(Consumer<String> notes, Progress progress) {
    return prepare(notes, progress, DataSource::say);
  }

  private TrainingJob prepare(
      Consumer<String> notes, Progress progress, BiConsumer<DataSource, Consumer<String>> saying) {
    NativeStart.prepareToCompute(threads, notes);
    RunFolder run = resumed == null ? null : RunFolder.open(resumed, settings);
    Config config =
        run == null ? ConfigReader.resolve(preset, file, settings) : Manifest.withDataOf(run);
    DataSource data =
        DataSource.load(config, renderProgress(config.data().rendered(), notes), progress);
    saying.accept(data, notes);
    TrainingJob job = new TrainingJob(config, data, run, null);
    job.notes().forEach(note -> notes.accept("note: " + note));
    return job;
  }

  /** Says that so many letters in all are being rendered, when they are; takes how many are. */
  public static IntConsumer renderProgress(int total, Consumer<String> notes) {
    return done -> {
      if (done == 1) {
        notes.accept(Text.format("rendering %,d letters A to J from fonts", total));
      }
      if (done % Math.max(1, total / 4) == 0) {
        notes.accept(Text.format("rendered %,d of %,d letters", done, total));
      }
    };
  }
}
