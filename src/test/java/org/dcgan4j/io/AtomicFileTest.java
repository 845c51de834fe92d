package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void file_shouldBeThereWithItsFolderAndNothingElse() throws IOException {
    Path file = folder.resolve("new/file");

    AtomicFile.write(file, part -> Files.writeString(part, "text"));

    assertThat(file).hasContent("text");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**part*");
  }

  @Test
  void failedWrite_shouldLeaveTheOldFileAndNoPart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    part -> {
                      Files.writeString(part, "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**part*");
  }

  @Test
  void folder_shouldNotBeReplaced() {
    assertThatThrownBy(() -> AtomicFile.write(folder, part -> {}))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder");
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), part -> {}))
        .isInstanceOf(FileSystemException.class);
  }
}
