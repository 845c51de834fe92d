package org.dcgan4j.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes beside a file and renames, so that a reader sees the old file or the new one. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file at the path that it is given. */
  interface Body {
    void writeTo(Path part) throws IOException;
  }

  static void write(Path target, Body body) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path part = absolute.resolveSibling("." + absolute.getFileName() + ".part");
    try {
      body.writeTo(part);
      Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
