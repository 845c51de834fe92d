package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerIgnoreTest {
  /** Data sets and what was made of them are gigabytes that no image is built from. */
  @Test
  void foldersThatGitIgnores_shouldNotBeSentToDocker() throws IOException {
    List<String> folders =
        Files.readAllLines(Path.of(".gitignore")).stream()
            .filter(line -> line.matches("[^!].*/\\*?"))
            .map(line -> line.replaceFirst("^/", "").replaceFirst("/\\*?$", ""))
            .toList();

    assertThat(folders).contains("runs", "mnist", "gpu-package");
    assertThat(Files.readAllLines(Path.of(".dockerignore"))).containsAll(folders);
  }
}
