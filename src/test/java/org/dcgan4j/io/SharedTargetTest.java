package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and threads that write to one target at the same time. */
class SharedTargetTest {
  private static final int ROUNDS = 60;
  private static final int LENGTH = 20_000;

  @TempDir private Path folder;

  @Test
  void targets_shouldAlwaysBeWholeAndNothingElseBeLeft() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String mark : List.of("a", "b")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SharedTargetTest.class.getName(),
                  folder.toString(),
                  mark)
              .redirectErrorStream(true)
              .start());
    }
    Thread thread = new Thread(() -> main(folder.toString(), "c"));
    thread.start();
    main(folder.toString(), "d");
    thread.join();

    for (Process process : processes) {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(entries()).containsExactly("file", "folder");
    expectWhole(Files.readString(folder.resolve("file")));
    assertThat(Files.readString(folder.resolve("folder/1")))
        .isEqualTo(Files.readString(folder.resolve("folder/2")));
  }

  private List<String> entries() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** Writes again and again, and reads whoever's file is there. */
  public static void main(String... arguments) {
    Path file = Path.of(arguments[0], "file");
    Path directory = Path.of(arguments[0], "folder");
    String text = arguments[1].repeat(LENGTH);
    try {
      for (int i = 0; i < ROUNDS; i++) {
        AtomicFile.write(
            file,
            part -> {
              Files.writeString(part, text.substring(0, LENGTH / 2));
              Thread.yield();
              Files.writeString(part, text);
            });
        expectWhole(Files.readString(file));
        AtomicFile.writeFolder(
            directory,
            true,
            part -> {
              Files.writeString(part.resolve("1"), text);
              Files.writeString(part.resolve("2"), text);
              return true;
            });
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void expectWhole(String text) {
    char[] whole = new char[LENGTH];
    Arrays.fill(whole, text.charAt(0));
    assertThat(text).isEqualTo(new String(whole));
  }
}
