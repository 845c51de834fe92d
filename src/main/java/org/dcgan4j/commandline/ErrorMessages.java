package org.dcgan4j.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user sees when something goes wrong: lines that say what to change, and a stack trace
 * only for our faults.
 */
public final class ErrorMessages {
  private ErrorMessages() {}

  /**
   * Runs a command line; all that goes wrong is said as below, a failed write to standard output
   * among it.
   *
   * @return the exit status
   */
  public static int execute(CommandLine command, String... args) {
    command
        .setParameterExceptionHandler(ErrorMessages::onBadCommandLine)
        .setExecutionExceptionHandler((e, failed, result) -> onFailure(e, command));
    int status;
    try {
      status = command.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      status = onFailure(e, command);
    }
    return command.getOut().checkError() && status == ExitStatus.DONE
        ? onLostOutput(command)
        : status;
  }

  private static int onLostOutput(CommandLine command) {
    IOException reason = StandardStreams.failure();
    print(
        command,
        "standard output: " + (reason == null ? "cannot be written" : IoProblem.of(reason)));
    return reason != null && !MachineProblem.isFullDisk(reason)
        ? ExitStatus.BAD_INPUT
        : ExitStatus.LACKING;
  }

  private static int onBadCommandLine(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message =
        e instanceof UnmatchedArgumentException unmatched ? message(unmatched) : e.getMessage();
    String line = message.replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
    print(command, line + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
    return ExitStatus.BAD_INPUT;
  }

  /** The exit status of what a command threw, with its line printed. */
  static int onFailure(Throwable e, CommandLine command) {
    Optional<String> lacking = MachineProblem.of(e);
    if (lacking.isPresent()) {
      print(command, lacking.get());
      return ExitStatus.LACKING;
    } else if (e instanceof DivergedException) {
      print(command, e.getMessage());
      return ExitStatus.DIVERGED;
    }
    String line =
        e instanceof InvalidInputException
            ? e.getMessage()
            : e instanceof IOException io
                ? IoProblem.of(io)
                : e instanceof UncheckedIOException io ? IoProblem.of(io) : null;
    if (line == null) {
      e.printStackTrace(command.getErr());
      return ExitStatus.FAILED;
    }
    print(command, line);
    return MachineProblem.isFullDisk(e) ? ExitStatus.LACKING : ExitStatus.BAD_INPUT;
  }

  private static String message(UnmatchedArgumentException e) {
    String given = e.getUnmatched().get(0);
    List<String> nearest = e.getSuggestions();
    String hint = nearest.isEmpty() ? "" : "; did you mean " + nearest.get(0) + "?";
    if (e.isUnknownOption()) {
      return "unknown option \"" + given + "\"" + hint;
    }
    List<String> commands = List.copyOf(e.getCommandLine().getSubcommands().keySet());
    return commands.isEmpty()
        ? "\"" + given + "\" is one argument too many"
        : "unknown command \"" + given + "\", legal are " + String.join(", ", commands) + hint;
  }

  /** What the machine was short of, in one line, or else the failure itself. */
  public static String lineOf(Throwable e) {
    return MachineProblem.of(e).orElse(e.toString());
  }

  /** Prints lines that begin with the name of the program. */
  public static void print(CommandLine command, String lines) {
    PrintWriter err = command.getErr();
    String program = command.getCommandSpec().root().name();
    lines.lines().forEach(line -> err.println(program + ": " + line));
  }
}
