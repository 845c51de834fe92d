package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.host.NativeStart;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Readies the process for the native libraries before a command that needs them: what the machine
 * lacks is a sentence then, and not a linkage error in the middle of the work.
 *
 * @param computing for a command that computes; takes the number of threads that was asked for, if
 *     any, and who hears notes
 * @param reading for one that reads images only
 */
record HostGuard(
    BiConsumer<OptionalInt, Consumer<String>> computing,
    BiConsumer<OptionalInt, Consumer<String>> reading)
    implements IExecutionStrategy {
  /** These load no native library, or say themselves what is wrong with it. */
  private static final Set<String> ANYWHERE = Set.of("doctor", "help", "sweep");

  private static final Set<String> READING = Set.of("dataset", "report");

  /** For this machine. */
  HostGuard() {
    this(NativeStart::prepareToCompute, NativeStart::prepare);
  }

  @Override
  public int execute(ParseResult result) {
    ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    String command = result.hasSubcommand() ? result.subcommand().commandSpec().name() : "help";
    if (!ANYWHERE.contains(command)
        && !last.isUsageHelpRequested()
        && !last.isVersionHelpRequested()) {
      Integer given = last.matchedOptionValue(ThreadsOption.NAME, null);
      OptionalInt threads = given == null ? OptionalInt.empty() : OptionalInt.of(given);
      PrintWriter err = result.commandSpec().commandLine().getErr();
      try {
        (READING.contains(command) ? reading : computing).accept(threads, err::println);
      } catch (MachineException | InvalidInputException e) {
        throw new ExecutionException(result.commandSpec().commandLine(), e.getMessage(), e);
      }
    }
    return new RunLast().execute(result);
  }

  /** {@code --threads}, which is read before anything computes. */
  static final class ThreadsOption {
    static final String NAME = "--threads";

    @Option(
        names = NAME,
        paramLabel = "N",
        description =
            "Compute with N threads. Default: as many as the machine or the container grants"
                + " processors, or what OMP_NUM_THREADS says.")
    private int threads;
  }
}
