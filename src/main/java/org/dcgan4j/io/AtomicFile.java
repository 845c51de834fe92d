package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes beside a file and renames, so that a reader sees the old file or the new one. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file at the path that it is given. */
  @FunctionalInterface
  public interface Body {
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a file, and its folder if need be. Other files of the folder are not touched.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(Path target, Body body) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new FileSystemException(target.toString(), null, "is a folder");
    }
    Files.createDirectories(absolute.getParent());
    Path part = absolute.resolveSibling(".part-" + absolute.getFileName());
    try {
      body.writeTo(part);
      Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
