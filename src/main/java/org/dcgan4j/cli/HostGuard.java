package org.dcgan4j.cli;

import java.util.Optional;
import java.util.Set;
import org.dcgan4j.host.GpuDoctor;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command unless the build needs a GPU that this machine does not offer: ND4J would answer
 * with a linkage error, this is a sentence.
 */
final class HostGuard implements IExecutionStrategy {
  /** These load no native library, or say themselves what is wrong with it. */
  private static final Set<String> ANYWHERE = Set.of("doctor", "help", "dataset", "sweep");

  @Override
  public int execute(ParseResult result) {
    if (needsBackend(result)) {
      Optional<String> obstacle = GpuDoctor.obstacle();
      if (obstacle.isPresent()) {
        CommandLine command = result.commandSpec().commandLine();
        ErrorMessages.print(command, "gpu: " + obstacle.get() + " (see dcgan4j doctor)");
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
