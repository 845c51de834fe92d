package org.dcgan4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for people: their links lead somewhere, and the tour is as short as it says. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern NAME = Pattern.compile("`([a-z][A-Za-z]+)`");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> found = docs.filter(page -> page.toString().endsWith(".md")).toList();
      return Stream.concat(
          Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")),
          found.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_shouldLeadSomewhere(Path page) throws IOException {
    for (String link : found(LINK, FENCE.matcher(Files.readString(page)).replaceAll(""))) {
      if (!link.matches("[a-z]+:.*")) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(target).as("%s links to %s", page, link).exists();
        if (parts.length == 2) {
          assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
        }
      }
    }
  }

  @Test
  void tour_shouldBeSixShortFilesThatHaveWhatItNames() throws IOException {
    Path tour = Path.of("docs/tour.md");
    String[] stops = Files.readString(tour).split("(?m)^#+ ");
    List<Path> files = new ArrayList<>();
    for (String stop : stops) {
      if (stop.matches("(?s)[1-9]\\. .*")) {
        Path file = tour.resolveSibling(found(LINK, stop).get(0)).normalize();
        files.add(file);
        assertThat(found(NAME, stop)).as("names at %s", file).isNotEmpty();
        for (String name : found(NAME, stop)) {
          assertThat(Files.readString(file)).as("%s in %s", name, file).contains(" " + name + "(");
        }
      }
    }
    assertThat(files).hasSize(6).doesNotHaveDuplicates();
    assertThat(files.stream().mapToLong(DocsTest::linesOfCode).sum()).isLessThanOrEqualTo(450);
  }

  /** Without imports, comments and empty lines. */
  private static long linesOfCode(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.matches("(/\\*|\\*|//|import |package ).*"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static List<String> anchors(Path page) throws IOException {
    return found(Pattern.compile("(?m)^#+ (.*)$"), Files.readString(page)).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .toList();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
