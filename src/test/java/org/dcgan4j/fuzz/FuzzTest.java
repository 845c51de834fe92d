package org.dcgan4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers and files that somebody damaged: they are refused in words, and quickly. */
class FuzzTest {
  private static final int INPUTS = 300;
  private static final Path FOUND = Path.of("src/test/resources/fuzz");

  @TempDir Path scratch;

  @ParameterizedTest
  @MethodSource("org.dcgan4j.fuzz.FuzzTest#targets")
  void damagedFiles_shouldBeReadOrRefused(String name, FuzzTarget target) throws IOException {
    Fuzzer fuzzer = new Fuzzer(target, scratch);
    for (int i = 0; i < INPUTS; i++) {
      assertThat(fuzzer.judge(fuzzer.input(1, i))).as("%s, input %d", name, i).isEmpty();
    }
  }

  /** What once was found must not come back. */
  @ParameterizedTest
  @MethodSource("org.dcgan4j.fuzz.FuzzTest#targets")
  void foundFiles_shouldBeReadOrRefused(String name, FuzzTarget target) throws IOException {
    Fuzzer fuzzer = new Fuzzer(target, scratch);
    for (Path file : found(name)) {
      assertThat(fuzzer.judge(Files.readAllBytes(file))).as("%s", file).isEmpty();
    }
  }

  private static List<Path> found(String name) throws IOException {
    Path folder = FOUND.resolve(name);
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static Stream<Object[]> targets() {
    return FuzzTargets.all().stream().map(target -> new Object[] {target.name(), target});
  }
}
