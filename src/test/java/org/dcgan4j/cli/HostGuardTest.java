package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.commandline.ErrorMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HostGuardTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({"train --dry-run", "bench", "sample runs/none --count 1 --out a.png"})
  void commandThatComputes_shouldEndInOneLineOnAHostThatCannot(String line) {
    assertThat(execute(line)).isEqualTo(75);
    assertThat(err)
        .hasToString("dcgan4j: gpu: no driver (see dcgan4j doctor)" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"doctor, 0", "train --help, 0", "dataset --help, 0", "train --no-such, 2"})
  void otherCommand_shouldRunAnywhere(String line, int status) {
    assertThat(execute(line)).isEqualTo(status);
    assertThat(err.toString()).doesNotContain("no driver");
  }

  @Test
  void lackOfOpenFiles_shouldEndInOneLine() {
    FileSystemException limit = new FileSystemException("/x", null, "Too many open files");
    CommandLine command =
        Main.commandLine()
            .setExecutionStrategy(
                new Main.HostGuard(
                    (threads, notes) -> {
                      throw new UncheckedIOException(limit);
                    },
                    HostGuardTest::fail));
    command.setErr(new PrintWriter(err, true));
    assertThat(ErrorMessages.execute(command, "bench")).isEqualTo(75);
    assertThat(err.toString().strip()).isEqualTo("dcgan4j: /x: Too many open files");
  }

  private int execute(String line) {
    CommandLine command =
        Main.commandLine()
            .setExecutionStrategy(new Main.HostGuard(HostGuardTest::fail, HostGuardTest::fail));
    command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter()));
    return ErrorMessages.execute(command, line.split(" "));
  }

  private static void fail(OptionalInt threads, Consumer<String> notes) {
    throw new MachineException("gpu: no driver");
  }
}
