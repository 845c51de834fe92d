package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".dcgan4j-cache",
        ".letters.zip.dcgan4j-cache",
        ".0123456789abcdef.dcgan4j-classifier",
        ".letters.zip.0123456789abcdef.dcgan4j-classifier",
        ".lock",
        ".dcgan4j-old.checkpoint-best",
        // Of earlier versions.
        ".part-fakes-000100.png",
        ".dcgan4j-812.tmp",
        ".letters.dcgan4j-partial-7d9f"
      })
  void ownName_shouldBeKnown(String name) {
    assertThat(OwnFiles.isOwn(folder.resolve(name))).isTrue();
    assertThat(OwnFiles.isOwn(OwnFiles.part(folder.resolve(name)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", ".hidden", "dcgan4j-cache", "x.part", ".dcgan4j", "best.old"})
  void otherName_shouldNotBe(String name) {
    assertThat(OwnFiles.isOwn(folder.resolve(name))).isFalse();
  }

  @Test
  void leftovers_shouldBeTidiedOnceNobodyWritesThem() throws IOException {
    Path target = folder.resolve("target");
    Path living = Files.writeString(OwnFiles.part(target), "half");
    Path dead = Files.writeString(OwnFilesOfTheDead.part(target), "half");
    Path deadFolder = Files.createDirectory(OwnFilesOfTheDead.part(target));
    Files.writeString(deadFolder.resolve("1"), "half");
    Path stale = Files.writeString(OwnFiles.part(target), "half");
    Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path before = Files.writeString(OwnFiles.part(target), "of a process of the same number");
    Instant began = ProcessHandle.current().info().startInstant().orElseThrow();
    Files.setLastModifiedTime(before, FileTime.from(began.minus(Duration.ofMinutes(1))));
    Path elsewhere =
        Files.writeString(
            dead.resolveSibling(
                dead.getFileName().toString().replaceFirst("-[0-9a-f]{8}-", "-00000000-")),
            "half");
    Path users = Files.writeString(folder.resolve("target.part"), "mine");

    OwnFiles.tidy(folder);

    assertThat(folder)
        .isDirectoryContaining(living::equals)
        .isDirectoryContaining(elsewhere::equals)
        .isDirectoryContaining(users::equals);
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void heldFile_shouldStayAsLongAsItsWriterHoldsItWhereverThatRuns() throws IOException {
    Path own = OwnFiles.held(folder.resolve("cache"));
    Path elsewhere =
        own.resolveSibling(
            own.getFileName().toString().replaceFirst("-[0-9a-f]{8}-", "-00000000-"));
    try (FileChannel mine = OwnFiles.hold(own);
        FileChannel theirs = OwnFiles.hold(elsewhere)) {
      assertThat(mine.write(ByteBuffer.allocate(3))).isEqualTo(3);
      assertThat(theirs.size()).isZero();
      OwnFiles.tidy(folder);
      assertThat(own).exists();
      assertThat(elsewhere).exists();
    }

    OwnFiles.tidy(folder);

    assertThat(own).as("of a process that lives").exists();
    assertThat(elsewhere).as("of one that nobody holds").doesNotExist();
  }

  @Test
  void folderThatSteppedAside_shouldStayUntilItsSuccessorIsThere() throws IOException {
    Path target = folder.resolve("checkpoint-best");
    Path old = Files.createDirectory(folder.resolve(".dcgan4j-old.checkpoint-best"));

    OwnFiles.tidy(folder);
    assertThat(AtomicFile.folderAt(target)).isEqualTo(old).exists();

    Files.createDirectory(target);
    OwnFiles.tidy(folder);
    assertThat(old).doesNotExist();
    assertThat(AtomicFile.folderAt(target)).isEqualTo(target);
  }

  @Test
  void longName_shouldStillBeWritable() throws IOException {
    Path target = folder.resolve("ß".repeat(120) + ".png");

    AtomicFile.write(target, part -> Files.writeString(part, "text"));

    assertThat(target).hasContent("text");
  }
}
