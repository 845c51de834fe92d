package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.function.IOConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forced to the disk, and when; nothing short of pulling the plug sees it otherwise. */
class DurableTest {
  @TempDir private Path folder;

  private final IOConsumer<FileChannel> real = AtomicFile.force;
  private final List<Long> sizes = new ArrayList<>();

  @BeforeEach
  void count() {
    AtomicFile.force =
        channel -> {
          real.accept(channel);
          sizes.add(channel.size());
        };
  }

  @AfterEach
  void restore() {
    AtomicFile.force = real;
  }

  @Test
  void file_shouldBeForcedWholeAndThenItsName() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(
        file,
        part -> {
          Files.writeString(part, "text");
          assertThat(sizes).isEmpty();
        });

    assertThat(sizes).hasSize(2).first().isEqualTo(4L);
  }

  @Test
  void fileThatCannotBeForced_shouldNotTakeTheOldOnesPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    AtomicFile.force =
        channel -> {
          throw new IOException("no disk");
        };

    assertThatThrownBy(() -> AtomicFile.write(file, part -> Files.writeString(part, "new")))
        .hasMessage("no disk");
    assertThat(file).hasContent("old");
  }

  @Test
  void folder_shouldBeForcedWithAllItsFiles() throws IOException {
    AtomicFile.writeFolder(
        folder.resolve("folder"),
        true,
        part -> {
          Files.writeString(part.resolve("1"), "1");
          Files.writeString(part.resolve("2"), "22");
          return true;
        });

    assertThat(sizes).hasSize(4).contains(1L, 2L);
  }

  @Test
  void lineThatCannotBeAppended_shouldLeaveNoHalfOfItself() throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), "one\n");
    IOConsumer<FileChannel> working = AtomicFile.force;
    AtomicFile.force =
        channel -> {
          throw new IOException("no disk");
        };

    assertThatThrownBy(() -> AtomicFile.append(file, "two\n")).hasMessage("no disk");
    AtomicFile.force = working;
    AtomicFile.append(file, "three\n");

    assertThat(file).hasContent("one\nthree");
  }

  @Test
  void appendedLine_shouldBeForced() throws IOException {
    Path file = folder.resolve("lines");

    AtomicFile.append(file, "a\n");
    AtomicFile.append(file, "b\n");

    assertThat(file).hasContent("a\nb\n");
    assertThat(sizes).containsExactly(2L, 4L);
  }

  @Test
  void repeatableFile_shouldNotBeForced() throws IOException {
    AtomicFile.write(folder.resolve("file"), false, part -> Files.writeString(part, "text"));

    assertThat(sizes).isEmpty();
  }

  /** The one call below all others; a closed channel is the only thing that shows it is made. */
  @Test
  void force_shouldReachTheSystem() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.close();

    assertThatThrownBy(() -> real.accept(channel))
        .isInstanceOf(java.nio.channels.ClosedChannelException.class);
  }
}
