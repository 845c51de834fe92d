package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the user sees when something goes wrong: lines that say what to change, and a stack trace
 * only for our faults.
 */
final class ErrorMessages {
  private ErrorMessages() {}

  static int onBadCommandLine(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    print(command, e.getMessage());
    command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.BAD_INPUT;
  }

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
      print(command, IoProblem.of(io.getCause()));
      return ExitStatus.BAD_INPUT;
    }
    e.printStackTrace(command.getErr());
    return ExitStatus.FAILED;
  }

  private static void print(CommandLine command, String lines) {
    PrintWriter err = command.getErr();
    lines.lines().forEach(line -> err.println("dcgan4j: " + line));
  }
}
