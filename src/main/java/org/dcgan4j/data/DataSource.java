package org.dcgan4j.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig;

/** The real examples of a training, whatever they are. */
public sealed interface DataSource permits ImageSet, GaussianPoints {

  /** Loads or draws what a configuration asks for, or says how to get it. */
  static DataSource load(Config config, IntConsumer renderProgress, Progress progress) {
    DataConfig data = config.data();
    return data.set().isDrawn()
        ? new GaussianPoints(data.set(), data.gaussian())
        : ImageSets.load(config, renderProgress, progress);
  }

  /** Where the examples come from, for messages and the manifest. */
  String origin();

  /** The one class that was taken of them, or empty for all. */
  default String onlyClass() {
    return "";
  }

  /** How many and what, in a few words for the user. */
  String describe();

  /** How many examples there are; 0 where each batch is drawn anew. */
  int count();

  /** The shape of one example, {@code [C, H, W]} or {@code [n]}. */
  int[] shape();

  /** The names of the classes, in the order of the labels; empty for data without labels. */
  default List<String> classNames() {
    return List.of();
  }

  /** What was skipped while reading. */
  default List<BadFile> badFiles() {
    return List.of();
  }

  /** What was passed over, converted or guessed while reading: counted, a line each. */
  default List<String> notes() {
    return List.of();
  }

  /** Says what there is, and then {@link #sayFlaws}. */
  default void say(Consumer<String> lines) {
    lines.accept(Text.escaped("data " + origin() + ": " + describe()));
    sayFlaws(lines);
  }

  /** Says what was skipped, of many files the first, and passed over, converted or guessed. */
  default void sayFlaws(Consumer<String> lines) {
    int most = 20;
    badFiles().stream().limit(most).forEach(skipped -> lines.accept(skipped.skipped()));
    int more = badFiles().size() - most;
    if (more > 0) {
      lines.accept(Text.format("skipped %,d more files; dataset inspect names all", more));
    }
    notes().forEach(note -> lines.accept("note: " + note));
  }

  /** The data hash of the manifest, in hex: equal for equal data. */
  String sha256();

  /** Whether this is the data hash, by the formula of this build or of an older one. */
  default boolean hasSha256(String hash) {
    return sha256().equals(hash);
  }

  /** The batches of a training; refused where there are fewer examples than one needs. */
  RealBatches batches(Config config);
}
