package org.dcgan4j.commandline;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dcgan4j.binding.InvalidInputException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options that say where a training is kept: in a new folder, or in that of a run it resumes.
 */
public final class FolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the numbered run folders are. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with this run from its newest checkpoint, in its folder and with its"
              + " configuration. Only how long it trains may change; that counts from the run's"
              + " start.")
  private Path resume;

  /** Where a new run's folder goes. */
  public Path out() {
    return out;
  }

  /**
   * The run to go on with; null for a new one.
   *
   * @param said what may change, in words
   * @param legal the options that may be given beside it: others would make it another run
   * @throws InvalidInputException if another option was given
   */
  public Path resume(ParseResult given, String said, Set<String> legal) {
    List<String> others =
        given.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !name.equals("--resume") && !legal.contains(name))
            .distinct()
            .toList();
    if (resume != null && !others.isEmpty()) {
      throw new InvalidInputException(
          "--resume takes everything from the run but "
              + said
              + "; leave out "
              + String.join(", ", others));
    }
    return resume;
  }
}
