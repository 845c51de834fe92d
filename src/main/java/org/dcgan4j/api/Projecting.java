package org.dcgan4j.api;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dcgan4j.analysis.Projector;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.FrozenStack;

/** Opens what projects pictures onto a generator's latents, with the discriminator of its run. */
final class Projecting {
  /** Activations of the discriminator that projections look at, from the first. */
  private static final int FEATURES = 2;

  private final Path run;
  private final CheckpointChoice same;
  private final boolean raw;
  private final Map<String, String> settings;
  private final Consumer<String> warnings;
  private final boolean roundsProducts;
  private Projector kept;

  /**
   * @param read the run as it was opened with the other arguments, see {@link Generator#load}
   */
  Projecting(
      TrainedRun read,
      CheckpointChoice checkpoint,
      boolean raw,
      Map<String, String> settings,
      Consumer<String> warnings) {
    this.run = read.folder().path();
    // What was read; the newest may be another one by now.
    this.same =
        new CheckpointChoice(
            checkpoint.text().equals("best") ? "best" : Long.toString(read.step()));
    this.raw = raw;
    this.settings = Map.copyOf(settings);
    this.warnings = warnings;
    this.roundsProducts = read.config().training().roundsProducts();
  }

  /**
   * Keeps what it opens, as that takes a while.
   *
   * @param notes get a line if it is computed by another backend than the run's
   */
  Projector open(Options options, Consumer<String> notes) {
    if (kept == null || !kept.options().equals(options)) {
      kept = opened(options, notes);
    }
    return kept;
  }

  private Projector opened(Options options, Consumer<String> notes) {
    Map<String, String> exact = new HashMap<>(settings);
    if (roundsProducts && exact.putIfAbsent("training.backend", "fast") == null) {
      notes.accept(
          "the run's backend, bf16, is too coarse to project with: this is done by fast"
              + " (--backend decides)");
    }
    try {
      return of(TrainedRun.withDiscriminator(run, exact, same, warnings), FEATURES, options);
    } catch (InvalidInputException e) {
      warnings.accept(e.getMessage() + "; pictures are compared by their pixels alone");
      return of(TrainedRun.open(run, exact, same, warnings), 0, options);
    }
  }

  private Projector of(TrainedRun trained, int features, Options options) {
    org.dcgan4j.model.Generator drawing = trained.drawing(raw);
    FrozenStack stack = new FrozenStack(trained.gan(), drawing, trained.config(), features);
    return new Projector(stack, drawing, trained.config(), options);
  }
}
