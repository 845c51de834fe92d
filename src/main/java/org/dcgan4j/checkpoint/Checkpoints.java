package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.io.AtomicFolder;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;

/**
 * The checkpoints of a run folder: {@code checkpoint-NNNNNN/} each, and {@code checkpoint-best/}.
 *
 * <p>A checkpoint is written beside its place, forced to the disk, and renamed: a folder of that
 * name is a whole one.
 */
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{6,18}");
  private static final String BEST = "checkpoint-best";

  private final Path run;
  private final Config config;

  /**
   * @param config of the run, kept with each checkpoint
   */
  public Checkpoints(Path run, Config config) {
    this.run = run;
    this.config = config;
  }

  /**
   * Writes a checkpoint, then removes all but the newest up to it.
   *
   * <p>Those of later steps do not count: they are damaged ones that a resumed training has passed
   * over, and it will write them again.
   *
   * @param position of the training behind the GAN's parameters
   * @param keep how many stay
   */
  public Path save(Gan gan, Position position, int keep) throws IOException {
    Path folder = folderOf(position.step());
    new CheckpointFolder(folder).write(gan, position, config);
    List<Path> all =
        newestFirst().stream().filter(path -> stepOf(path) <= position.step()).toList();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      AtomicFolder.delete(old);
    }
    return folder;
  }

  /**
   * Writes {@code checkpoint-best/}, in place of the one before. It is none of the newest that
   * {@link #save} counts, and stays until a better one comes.
   *
   * @param position of the training behind the GAN's parameters
   */
  public Path saveBest(Gan gan, Position position) throws IOException {
    Path folder = run.resolve(BEST);
    new CheckpointFolder(folder).write(gan, position, config);
    return folder;
  }

  /**
   * Reads a checkpoint into a GAN of the same networks.
   *
   * @return where the training stood when it was written
   * @throws InvalidInputException if the run has no such one, or it is damaged
   */
  public Position load(Gan gan, CheckpointChoice choice) {
    if (choice instanceof CheckpointChoice.Step step) {
      return loadOne(folderOf(step.number()), gan);
    }
    return choice instanceof CheckpointChoice.Best
        ? loadOne(AtomicFolder.at(run.resolve(BEST)), gan)
        : loadNewest(gan);
  }

  /**
   * Reads the newest checkpoint that is whole into a GAN of the same networks.
   *
   * @return where the training stood when it was written
   * @throws InvalidInputException if the run has none
   */
  public Position loadNewest(Gan gan) {
    StringBuilder problems = new StringBuilder();
    for (Path folder : newestFirst()) {
      try {
        return new CheckpointFolder(folder).readInto(gan).position();
      } catch (IOException e) {
        problems.append("; ").append(IoProblem.of(e));
      }
    }
    throw new InvalidInputException(run + " has no checkpoint that can be read" + problems);
  }

  private Position loadOne(Path folder, Gan gan) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          run + " has no " + folder.getFileName() + "; there are " + names());
    }
    try {
      return new CheckpointFolder(folder).readInto(gan).position();
    } catch (IOException e) {
      throw new InvalidInputException("a damaged checkpoint: " + IoProblem.of(e), e);
    }
  }

  private String names() {
    Stream<String> best =
        Stream.of(run.resolve(BEST))
            .filter(path -> Files.isDirectory(AtomicFolder.at(path)))
            .map(path -> "best");
    Stream<String> steps = newestFirst().stream().map(path -> Long.toString(stepOf(path)));
    String names = Stream.concat(best, steps).collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private List<Path> newestFirst() {
    try (Stream<Path> entries = Files.list(run)) {
      return entries
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(Checkpoints::stepOf).reversed())
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the run folder " + run + ": " + e.getMessage(), e);
    }
  }

  private Path folderOf(long step) {
    return run.resolve(String.format(Locale.ROOT, "checkpoint-%06d", step));
  }

  private static long stepOf(Path folder) {
    return Long.parseLong(folder.getFileName().toString().substring("checkpoint-".length()));
  }
}
