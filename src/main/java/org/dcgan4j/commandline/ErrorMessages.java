package org.dcgan4j.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user sees when something goes wrong: lines that say what to change, and a stack trace
 * only for our faults.
 */
public final class ErrorMessages {
  private ErrorMessages() {}

  /** Says all that goes wrong in this command line by the methods below. */
  public static CommandLine speakFor(CommandLine command) {
    return command
        .setParameterExceptionHandler(ErrorMessages::onBadCommandLine)
        .setExecutionExceptionHandler(ErrorMessages::onException);
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
  static int onException(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof InvalidInputException) {
      print(command, e.getMessage());
      return ExitStatus.BAD_INPUT;
    } else if (e instanceof DivergedException) {
      print(command, e.getMessage());
      return ExitStatus.DIVERGED;
    } else if (e instanceof IOException io) {
      print(command, IoProblem.of(io));
      return ExitStatus.BAD_INPUT;
    } else if (e instanceof UncheckedIOException io) {
      print(command, IoProblem.of(io));
      return ExitStatus.BAD_INPUT;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return onOutOfMemory(memory, command); // as other threads pass it on
      }
    }
    e.printStackTrace(command.getErr());
    return ExitStatus.FAILED;
  }

  /** The same of memory, which comes as an error. */
  public static int onOutOfMemory(OutOfMemoryError e, CommandLine command) {
    print(command, MemoryProblem.of(e));
    return ExitStatus.BAD_INPUT;
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

  /** Prints lines that begin with the name of the program. */
  public static void print(CommandLine command, String lines) {
    PrintWriter err = command.getErr();
    String program = command.getCommandSpec().root().name();
    lines.lines().forEach(line -> err.println(program + ": " + line));
  }
}
