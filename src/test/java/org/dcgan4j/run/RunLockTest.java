package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir private Path folder;

  @Test
  void lockThatCannotBeSigned_shouldNotStayOpen() throws IOException {
    assumeTrue(Files.isDirectory(OPEN_FILES), "no list of open files on this system");
    RunFolder run = RunFolder.create(folder, ConfigReader.preset("wide"));
    Files.createSymbolicLink(run.path().resolve(".lock"), Path.of("/dev/full"));

    assertThatThrownBy(run::lock)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cannot lock the run folder " + run.path());

    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      assertThat(open.filter(RunLockTest::isDevice)).isEmpty();
    }
  }

  @Test
  void secondLock_shouldBeRefusedUntilTheFirstIsClosed() throws IOException {
    RunFolder run = RunFolder.create(folder, ConfigReader.preset("wide"));

    try (Closeable first = run.lock()) {
      assertThatThrownBy(run::lock)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              run.path() + " is being trained already by process " + ProcessHandle.current().pid());
      assertThat(first).isNotNull();
    }
    run.lock().close();
  }

  /** Closing any channel to a file takes all locks from it that the process has there. */
  @Test
  void refusedLock_shouldLeaveTheFirst() throws Exception {
    RunFolder run = RunFolder.create(folder, ConfigReader.preset("wide"));

    try (Closeable first = run.lock()) {
      assertThatThrownBy(run::lock).isInstanceOf(InvalidInputException.class);
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Other.class.getName(),
                  run.path().toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains(" is being trained already by process " + ProcessHandle.current().pid());
      assertThat(first).isNotNull();
    }
  }

  /** Another process, which wants the same folder. */
  public static final class Other {
    private Other() {}

    public static void main(String[] args) {
      try {
        RunFolder.open(Path.of(args[0])).lock();
      } catch (InvalidInputException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static boolean isDevice(Path link) {
    try {
      return Files.readSymbolicLink(link).equals(Path.of("/dev/full"));
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
