package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointFolder.Pinned;
import org.dcgan4j.config.Config;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;

/**
 * The checkpoints of a run folder: {@code checkpoint-NNNNNN/} each, and {@code checkpoint-best/}.
 *
 * <p>A checkpoint is written beside its place, forced to the disk, and renamed: a folder of that
 * name is a whole one.
 *
 * @param config of the run, kept with each checkpoint
 * @param warnings gets a line where a damaged checkpoint is passed over for an older one
 */
public record Checkpoints(Path run, Config config, Consumer<String> warnings) {
  // Of earlier versions.
  private static final Pattern LEFT =
      Pattern.compile("(checkpoint-(?:\\d{6,18}|best))\\.(part|old)");

  public Checkpoints(Path run, Config config) {
    this(run, config, warning -> {});
  }

  /**
   * Writes a checkpoint, then removes what is not to be kept: of those that are due, all but the
   * newest; of those that an end or an interruption left, all before the newest that was due. So a
   * training that was interrupted keeps the same ones as one that was not.
   *
   * <p>Those of later steps stay: they are damaged ones that a resumed training has passed over,
   * and it will write them again.
   *
   * @param position of the training behind the GAN's parameters
   * @param keep how many stay
   */
  public Path save(Gan gan, Position position, int keep) throws IOException {
    Path folder = run.resolve(RunFiles.checkpoint(position.step()));
    new CheckpointFolder(folder).write(gan, position, config);
    Map<Long, Path> old = newestFirst().tailMap(position.step());
    List<Long> all = List.copyOf(old.keySet());
    all.stream().filter(this::isDue).limit(keep).forEach(old::remove);
    all.stream().takeWhile(step -> !isDue(step)).limit(keep).forEach(old::remove);
    for (Path path : old.values()) {
      AtomicFile.deleteFolder(path);
    }
    return folder;
  }

  /** Whether every training of the run writes it, interrupted or not. */
  private boolean isDue(long step) {
    int every = config.checkpoint().every();
    return step == 0 || (every > 0 && step % every == 0);
  }

  /** Writes {@code checkpoint-best/}, which is none of the newest that {@link #save} counts. */
  public void saveBest(Gan gan, Position position) throws IOException {
    new CheckpointFolder(run.resolve(RunFiles.BEST_CHECKPOINT)).write(gan, position, config);
  }

  /**
   * Reads the generator of a checkpoint, and its average, into a GAN of the same networks, to draw
   * with: what else the checkpoint holds may be damaged.
   *
   * @return where the training stood when it was written
   * @throws InvalidInputException if the run has no such one, it is damaged, or the generator was
   *     another one
   */
  public Position load(Gan gan, CheckpointChoice choice) {
    return load(gan, choice, Pinned.GENERATOR);
  }

  /** The same with the discriminator, to look at what it sees. */
  public Position loadNetworks(Gan gan, CheckpointChoice choice) {
    return load(gan, choice, Pinned.NETWORKS);
  }

  private Position load(Gan gan, CheckpointChoice choice, Pinned pinned) {
    return switch (choice.text()) {
      case "newest" -> loadNewest(gan, pinned);
      case "best" -> loadOne(run.resolve(RunFiles.BEST_CHECKPOINT), gan, pinned);
      default ->
          loadOne(run.resolve(RunFiles.checkpoint(Long.parseLong(choice.text()))), gan, pinned);
    };
  }

  /**
   * The same of the newest that is whole with all that it holds, to train on.
   *
   * @throws InvalidInputException if the run has none, or its configuration has changed since in
   *     what the training depends on
   */
  public Position loadNewest(Gan gan) {
    return loadNewest(gan, Pinned.TRAINING);
  }

  /**
   * Reads the newest whole checkpoint that was due, to train on: the same one, whether the training
   * was interrupted or not.
   *
   * @param before only those of earlier steps than this
   * @return empty if there is none; the GAN may have changed all the same
   */
  public Optional<Position> loadDue(Gan gan, long before) {
    Map<Long, Path> due = newestFirst().tailMap(before, false);
    due.keySet().removeIf(step -> !isDue(step));
    return loadFirst(due, gan, Pinned.TRAINING, problem -> {});
  }

  /** Removes the checkpoints of later steps than this. */
  public void deleteAfter(long step) throws IOException {
    for (Path folder : newestFirst().headMap(step).values()) {
      AtomicFile.deleteFolder(folder);
    }
  }

  /** Removes what killed processes left; what an earlier version had set aside comes back. */
  public void tidy() throws IOException {
    OwnFiles.tidy(run);
    try (Stream<Path> entries = Files.list(run)) {
      for (Path entry : entries.toList()) {
        Matcher left = LEFT.matcher(entry.getFileName().toString());
        if (left.matches()) {
          Path whole = run.resolve(left.group(1));
          if (left.group(2).equals("old") && !Files.exists(whole)) {
            Files.move(entry, whole);
          } else {
            OwnFiles.deleteTree(entry);
          }
        }
      }
    }
  }

  /** The newest checkpoint, whole or not; empty if there is none. */
  public Optional<Path> newest() {
    return newestFirst().values().stream().findFirst();
  }

  private Position loadNewest(Gan gan, Pinned pinned) {
    List<String> problems = new ArrayList<>();
    Optional<Position> position = loadFirst(newestFirst(), gan, pinned, problems::add);
    if (position.isEmpty()) {
      problems.add(0, run + " has no checkpoint that can be read");
      throw new InvalidInputException(String.join("; ", problems));
    }
    if (!problems.isEmpty()) {
      problems.add("the checkpoint of step " + position.get().step() + " is used instead");
      warnings.accept("damaged: " + String.join("; ", problems));
    }
    return position.get();
  }

  /** The first that is whole; what is wrong with those before it goes to {@code problems}. */
  private Optional<Position> loadFirst(
      Map<Long, Path> folders, Gan gan, Pinned pinned, Consumer<String> problems) {
    for (Path folder : folders.values()) {
      try {
        return Optional.of(new CheckpointFolder(folder).readInto(gan, config, pinned));
      } catch (IOException e) {
        problems.accept(IoProblem.of(e));
      }
    }
    return Optional.empty();
  }

  private Position loadOne(Path folder, Gan gan, Pinned pinned) {
    if (!Files.isDirectory(AtomicFile.folderAt(folder))) {
      throw InvalidInputException.of(
          "%s has no %s; there are %s", run, folder.getFileName(), names());
    }
    try {
      return new CheckpointFolder(folder).readInto(gan, config, pinned);
    } catch (IOException e) {
      throw new InvalidInputException(
          "a damaged checkpoint: " + IoProblem.of(e) + "; there are " + names(), e);
    }
  }

  private String names() {
    Path best = AtomicFile.folderAt(run.resolve(RunFiles.BEST_CHECKPOINT));
    String names =
        Stream.concat(
                Stream.of("best").filter(word -> Files.isDirectory(best)),
                newestFirst().keySet().stream().map(step -> Long.toString(step)))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private NavigableMap<Long, Path> newestFirst() {
    try {
      return RunFiles.checkpointsIn(run).descendingMap();
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the run folder " + run + ": " + e.getMessage(), e);
    }
  }
}
