package org.dcgan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of all libraries has those that the packaged program comes with, and no others. */
class DependenciesIT {
  private static final Path LIB = Path.of(System.getProperty("dcgan4j.jar")).resolveSibling("lib");

  @Test
  void everyLibrary_shouldHaveARowWithItsVersionAndLicence() throws IOException {
    Set<String> rows = rows();

    assertThat(libraries())
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(rows).anyMatch(row -> isOf(jar, row)));
  }

  @Test
  void everyRow_shouldHaveALibrary() throws IOException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeThat(machine).as("skipped: the page is of this build").isEqualTo("Linux amd64");
    Set<String> libraries = libraries();

    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(libraries).anyMatch(jar -> isOf(jar, row)));
  }

  /** Whether it is this one of this version, of any platform. */
  private static boolean isOf(String jar, String row) {
    return jar.equals(row + ".jar") || jar.startsWith(row + "-");
  }

  private static Set<String> libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIB)) {
      return jars.map(jar -> jar.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** {@code NAME-VERSION} of each library of each row; brackets explain. */
  private static Set<String> rows() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("docs/dependencies.md"))) {
      if (line.startsWith("| ") && !line.startsWith("| library ")) {
        String[] cells = line.substring(2).split(" *\\| *");
        assertThat(cells).as(line).hasSizeGreaterThanOrEqualTo(3).doesNotContain("");
        for (String name : cells[0].replaceAll(" \\(.*\\)$", "").split(", ")) {
          assertThat(rows.add(name + "-" + cells[1])).as("%s comes twice", name).isTrue();
        }
      }
    }
    return rows;
  }
}
