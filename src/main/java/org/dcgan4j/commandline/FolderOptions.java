package org.dcgan4j.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Where output goes: a training's into a new folder, or that of the run that it resumes. */
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

  /**
   * Writes what another option names.
   *
   * @param option its name, for the message
   * @throws InvalidInputException with the option and the file, if it cannot be written
   */
  public static void write(String option, Path out, IOConsumer<Path> writing) {
    try {
      writing.accept(out);
    } catch (IOException e) {
      String line = option + ": cannot write " + out + ": " + IoProblem.of(e);
      throw new InvalidInputException(line, e);
    }
  }
}
