package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes beside a file and renames, so that a reader sees the old file or the new one. Any number
 * of processes may write to one target: the last one's is there in the end.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file at the path that it is given. */
  @FunctionalInterface
  public interface Body {
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a file, and its folder if need be, and forces it to the disk. Other files of the folder
   * are not touched.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(Path target, Body body) throws IOException {
    write(target, true, body);
  }

  /**
   * The same.
   *
   * @param force false for one of thousands of files that can be made again
   */
  public static void write(Path target, boolean force, Body body) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new FileSystemException(target.toString(), null, "is a folder");
    }
    Files.createDirectories(absolute.getParent());
    OwnFiles.tidyOnce(absolute.getParent());
    Path part = OwnFiles.part(absolute);
    try {
      body.writeTo(part);
      if (force) {
        Durable.force(part);
      }
      Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
      if (force) {
        Durable.forceNames(absolute.getParent());
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
