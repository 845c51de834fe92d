package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
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

  /** The folder may be a link, a mounted disk, or where the user's shell is. */
  @Test
  void newFolder_shouldFillAnEmptyOneInItsPlace() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), empty);
    Object key = Files.readAttributes(empty, BasicFileAttributes.class).fileKey();
    Files.createDirectory(OwnFilesOfTheDead.part(empty.resolve("new")));

    AtomicFile.writeNewFolder(
        link,
        true,
        part -> {
          Files.writeString(part.resolve("file"), "text");
          assertThat(link.resolve("file")).doesNotExist();
        });

    assertThat(link).isSymbolicLink();
    assertThat(Files.readAttributes(empty, BasicFileAttributes.class).fileKey()).isEqualTo(key);
    assertThat(empty.toFile().list()).containsExactly("file");
  }

  @Test
  void failedNewFolder_shouldLeaveNothing() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path target : List.of(empty, folder.resolve("new"))) {
      assertThatThrownBy(
              () ->
                  AtomicFile.writeNewFolder(
                      target,
                      false,
                      part -> {
                        Files.writeString(part.resolve("file"), "half");
                        throw new IOException("disk full");
                      }))
          .hasMessage("disk full");
    }
    assertThat(folder.toFile().list()).containsExactly("empty");
    assertThat(empty).isEmptyDirectory();
  }

  /** Also where what it leads to is not there yet. */
  @Test
  void link_shouldStayAndLeadToWhatIsWritten() throws IOException {
    Path file = folder.resolve("there/file");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("again"));
    Files.createSymbolicLink(folder.resolve("again"), file);

    for (String text : List.of("one", "two")) {
      AtomicFile.write(link, part -> Files.writeString(part, text));
      assertThat(file).hasContent(text);
      assertThat(link).isSymbolicLink();
    }
    Path self = Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    assertThatThrownBy(() -> AtomicFile.write(self, part -> {}))
        .hasMessage(self + ": is a link to itself");
  }

  @Test
  void linkedFolder_shouldTakeFilesAndFolders() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), there);

    AtomicFile.write(link.resolve("file"), part -> Files.writeString(part, "text"));
    AtomicFile.writeNewFolder(link.resolve("new"), true, part -> {});

    assertThat(AtomicFile.makeFolders(link)).isEqualTo(link).isSymbolicLink();
    assertThat(there.toFile().list()).containsExactlyInAnyOrder("file", "new");
  }

  @Test
  void pipe_shouldBeWrittenIntoAndStayOne() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "skipped: no mkfifo");
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();

    AtomicFile.write(pipe, part -> Files.writeString(part, "text"));

    assertThat(reader.getInputStream().readAllBytes()).asString().isEqualTo("text");
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
  }

  /** The hidden part, which nobody knows, is not what is complained of. */
  @Test
  void folderThatTakesNoFiles_shouldBeNamed() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "skipped: no /proc");
    assertThatThrownBy(() -> AtomicFile.write(proc.resolve("a.png"), p -> Files.writeString(p, "")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage("/proc");
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
