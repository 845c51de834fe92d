package org.dcgan4j.cli;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.commandline.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command unless the build needs a GPU that this machine does not offer: ND4J would answer
 * with a linkage error, this is a sentence.
 *
 * @param obstacle what stands in the way, if anything does
 */
record HostGuard(Supplier<Optional<String>> obstacle) implements IExecutionStrategy {
  /** These load no native library, or say themselves what is wrong with it. */
  private static final Set<String> ANYWHERE = Set.of("doctor", "help", "dataset", "sweep");

  @Override
  public int execute(ParseResult result) {
    if (needsBackend(result)) {
      Optional<String> found = obstacle.get();
      if (found.isPresent()) {
        CommandLine command = result.commandSpec().commandLine();
        ErrorMessages.print(command, "gpu: " + found.get() + " (see dcgan4j doctor)");
        return ExitStatus.BAD_INPUT;
      }
    }
    return new RunLast().execute(result);
  }

  private static boolean needsBackend(ParseResult result) {
    ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return result.hasSubcommand()
        && !ANYWHERE.contains(result.subcommand().commandSpec().name())
        && !last.isUsageHelpRequested()
        && !last.isVersionHelpRequested();
  }
}
