package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.api.ExportFormat;
import org.dcgan4j.api.SampleFormat;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.run.Manifest.BuildInfo;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The program {@code dcgan4j}. */
@Command(
    name = "dcgan4j",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    scope = CommandLine.ScopeType.INHERIT,
    description = "Trains a DCGAN with Deeplearning4j and draws from it.",
    subcommands = {
      TrainCommand.class,
      GeneratorCommands.Sample.class,
      GeneratorCommands.Interpolate.class,
      LatentCommands.Project.class,
      LatentCommands.Arithmetic.class,
      RunCommands.Evaluate.class,
      FeatureCommand.class,
      GeneratorCommands.Export.class,
      RunCommands.Report.class,
      DatasetCommand.class,
      MachineCommands.Bench.class,
      RunCommands.Sweep.class,
      MachineCommands.Doctor.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the program itself failed",
      "2:bad input: an option, a configuration or a file, named in one line",
      "3:training diverged; the last good checkpoint is kept",
      "75:the machine lacks memory, room on a disk, threads, a native library or its GPU: try again elsewhere or later",
      "130:interrupted, with a checkpoint written"
    },
    footer = {
      "",
      "Progress goes to standard error, results to standard output.",
      "dcgan4j COMMAND --help explains a command."
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    NativeStart.quiet();
    int status = ErrorMessages.execute(ErrorMessages.attach(commandLine()), args);
    TrainCommand.StopSignal.ended(status);
    if (status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .registerConverter(SampleFormat.class, word -> constant(word, SampleFormat.values()))
        .registerConverter(ExportFormat.class, word -> constant(word, ExportFormat.values()))
        .registerConverter(CheckpointChoice.class, Main::checkpoint)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(new HostGuard(NativeStart::prepareToCompute, NativeStart::prepare));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command given, legal are " + String.join(", ", spec.subcommands().keySet()));
  }

  /** The constant whose text a word of the command line is, in any case. */
  private static <E extends Enum<E>> E constant(String word, E[] constants) {
    for (E constant : constants) {
      if (constant.toString().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    String legal = Stream.of(constants).map(E::toString).collect(Collectors.joining(", "));
    throw new TypeConversionException("given \"" + word + "\", legal are " + legal);
  }

  private static CheckpointChoice checkpoint(String text) {
    try {
      return new CheckpointChoice(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      BuildInfo build = BuildInfo.load();
      String line = "dcgan4j %s (Deeplearning4j %s)";
      return new String[] {Text.format(line, build.version(), build.deeplearning4j())};
    }
  }

  /**
   * Readies the process for the native libraries before a command that computes, or reads images
   * only: what the machine lacks is a sentence then, and not a linkage error in the middle of the
   * work. Both take the number of threads that was asked for, if any, and who hears notes.
   */
  record HostGuard(
      BiConsumer<OptionalInt, Consumer<String>> computing,
      BiConsumer<OptionalInt, Consumer<String>> reading)
      implements IExecutionStrategy {
    /** These load no native library, or say themselves what is wrong with it. */
    private static final Set<String> ANYWHERE =
        Set.of("doctor", "generate-completion", "help", "sweep");

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
        Integer given = last.matchedOptionValue("--threads", null);
        OptionalInt threads = given == null ? OptionalInt.empty() : OptionalInt.of(given);
        PrintWriter err = result.commandSpec().commandLine().getErr();
        try {
          boolean computes = !Set.of("dataset", "report").contains(command);
          (computes ? computing : reading).accept(threads, err::println);
        } catch (RuntimeException e) {
          throw new ExecutionException(result.commandSpec().commandLine(), e.getMessage(), e);
        }
      }
      return new RunLast().execute(result);
    }

    /** {@code --threads}, which is read before anything computes. */
    static final class ThreadsOption {
      @Option(
          names = "--threads",
          paramLabel = "N",
          description =
              "Compute with N threads. Default: as many as the machine or the container grants"
                  + " processors, or what OMP_NUM_THREADS says.")
      private int threads;
    }
  }
}
