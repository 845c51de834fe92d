package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java really throws, in words. */
class IoProblemTest {
  @TempDir private Path folder;

  @Test
  void missingFile_shouldBeSaidToBeMissing() {
    Path file = folder.resolve("none");

    assertThat(problem(() -> Files.readString(file))).isEqualTo(file + " does not exist");
  }

  @Test
  void fileWhereAFolderBelongs_shouldBeInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(problem(() -> Files.createDirectories(file))).isEqualTo(file + " is in the way");
    assertThat(problem(() -> Files.createDirectories(file.resolve("a/b"))))
        .isEqualTo(file + " is in the way");
    assertThat(problem(() -> Files.list(file).close())).isEqualTo(file + " is no folder");
  }

  @Test
  void otherProblem_shouldKeepItsWords() {
    assertThat(IoProblem.of(new IOException("disk full"))).isEqualTo("disk full");
  }

  /** Reading may be what is denied, as well as writing. */
  @Test
  void deniedFile_shouldBeNamed() {
    assertThat(IoProblem.of(new AccessDeniedException("x.png")))
        .isEqualTo("access to x.png is denied");
  }

  @Test
  void problemWithoutWords_shouldGetSome() {
    assertThat(IoProblem.of(new EOFException())).isEqualTo("it ends early");
    assertThat(IoProblem.of(new ClosedChannelException()))
        .isEqualTo("it cannot be read or written");
  }

  private static String problem(ThrowingCallable action) {
    return IoProblem.of((IOException) Assertions.catchThrowable(action));
  }

  @Test
  void wrappedProblem_shouldBeTheInnermost() {
    IOException full = new IOException("No space left on device");

    assertThat(IoProblem.of(new javax.imageio.IIOException("I/O error writing PNG file!", full)))
        .isEqualTo("No space left on device");
  }
}
