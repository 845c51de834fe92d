package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.binding.Text;

/** Compares the folders of two runs. */
final class RunFolders {
  private RunFolders() {}

  /**
   * Every picture, every line of figures but for its times, the configuration and the parameters at
   * the last step.
   */
  static void assertEqualButForTimes(Path actual, Path expected, int lastStep) throws IOException {
    assertThat(pictures(actual)).isEqualTo(pictures(expected));
    for (String picture : pictures(expected)) {
      assertSame(actual, expected, picture);
    }
    assertEqualStates(actual, expected, lastStep);
  }

  /** The same, of which some pictures of fakes could not be written; the others are there. */
  static void assertEqualButForLostPictures(Path actual, Path expected, int lastStep)
      throws IOException {
    assertThat(pictures(expected)).containsAll(pictures(actual));
    for (String picture : pictures(actual)) {
      if (!picture.equals("training.gif")) { // shows what there is
        assertSame(actual, expected, picture);
      }
    }
    assertEqualStates(actual, expected, lastStep);
  }

  private static void assertEqualStates(Path actual, Path expected, int lastStep)
      throws IOException {
    assertThat(figures(actual)).isEqualTo(figures(expected));
    assertSame(actual, expected, "config.json");
    for (String network : List.of("generator", "discriminator")) {
      String checkpoint = Text.format("checkpoint-%06d/%s", lastStep, network);
      assertSame(actual, expected, checkpoint + ".f32");
      assertSame(actual, expected, checkpoint + "-optimizer.f32");
    }
    assertSame(actual, expected, Text.format("checkpoint-%06d/generator-average.f32", lastStep));
  }

  private static void assertSame(Path actual, Path expected, String name) {
    assertThat(actual.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
  }

  private static List<String> pictures(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".png") || name.endsWith(".gif"))
          .sorted()
          .toList();
    }
  }

  private static List<String> figures(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"(seconds|imagesPerSecond)\":[^,}]*,?", ""))
        .toList();
  }
}
