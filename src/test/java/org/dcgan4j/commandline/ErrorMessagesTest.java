package org.dcgan4j.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ErrorMessagesTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(CommandSpec.create().name("dcgan4j")).setErr(new PrintWriter(err));

  @Test
  void failedWrite_shouldKeepTheWordsOfWhoeverCaughtIt() {
    IOException full = new IOException("No space left on device");

    int status =
        ErrorMessages.onFailure(
            new UncheckedIOException("cannot write the checkpoint of step 3", full), command);

    assertThat(status).isEqualTo(75);
    assertThat(err)
        .hasToString(
            "dcgan4j: cannot write the checkpoint of step 3: No space left on device"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"File too large", "Too many open files", "Bad file descriptor"})
  void limitsOfTheProcess_shouldBeWhatTheMachineLacks(String reason) {
    IOException limit = new FileSystemException("/x", null, reason);

    assertThat(ErrorMessages.onFailure(new UncheckedIOException(limit), command)).isEqualTo(75);
    assertThat(err.toString().strip()).isEqualTo("dcgan4j: /x: " + reason);

    Throwable inside = new ExceptionInInitializerError(new IOException(reason));
    assertThat(ErrorMessages.onFailure(inside, command)).isEqualTo(75);
    assertThat(err.toString().strip()).endsWith("dcgan4j: " + reason).doesNotContain("\tat ");
  }

  @Test
  void failedWriteWithoutWords_shouldBeTheCause() {
    ErrorMessages.onFailure(new UncheckedIOException(new IOException("gone")), command);

    assertThat(err.toString().strip()).isEqualTo("dcgan4j: gone");
  }

  @Test
  void lackOfMemory_shouldSayHowToGiveMore() {
    int status = ErrorMessages.onFailure(new OutOfMemoryError("Java heap space"), command);

    assertThat(status).isEqualTo(75);
    assertThat(err.toString())
        .startsWith("dcgan4j: out of memory: Java heap space, of which there are ")
        .endsWith(" MiB; raise that with java -Xmx" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--image | ask for less (--image), or raise that",
        "--seed,--count | ask for less (--count), or raise that",
        "--batch-size,--preset,--steps | ask for less (--batch-size, fewer or smaller layers), or"
            + " raise that",
        "--seed | raise that"
      })
  void lackOfMemory_shouldNameNoOptionsOfOtherCommands(String options, String advice) {
    CommandSpec large =
        CommandSpec.wrapWithoutInspection(
            (Runnable)
                () -> {
                  throw new OutOfMemoryError("Java heap space");
                });
    for (String option : options.split(",")) {
      large.addOption(OptionSpec.builder(option).build());
    }
    command.addSubcommand("large", new CommandLine(large)).setErr(new PrintWriter(err));

    assertThat(ErrorMessages.execute(command, "large")).isEqualTo(75);
    assertThat(err.toString().strip()).endsWith(" MiB; " + advice + " with java -Xmx");
  }

  @Test
  void lackOfMemoryBesideTheHeap_shouldSayWhatWasAskedForAndHowToGiveMore() {
    String asked =
        "Cannot allocate new FloatPointer(1000000): totalBytes = 5M, physicalBytes = 300M";
    OutOfMemoryError networks = new OutOfMemoryError(asked);
    OutOfMemoryError process = new OutOfMemoryError(asked);
    process.initCause(
        new OutOfMemoryError(
            "Physical memory usage is too high: physicalBytes (300M) > maxPhysicalBytes (200M)"));

    ErrorMessages.onFailure(networks, command);
    ErrorMessages.onFailure(process, command);

    assertThat(err.toString().lines())
        .allMatch(line -> line.contains("FloatPointer(1000000)"))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("-Dorg.bytedeco.javacpp.maxbytes"),
            line -> assertThat(line).endsWith("-Dorg.bytedeco.javacpp.maxphysicalbytes"));
  }

  @Test
  void ownFault_shouldShowWhereItIs() {
    int status = ErrorMessages.onFailure(new IllegalStateException("odd"), command);

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("odd", "\tat ");
  }
}
