package org.dcgan4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Says what went wrong with a file; Java's own messages are often just its name. */
public final class IoProblem {
  private IoProblem() {}

  /** In a few words, with the file where the exception names one. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "access to " + denied.getFile() + " is denied";
    } else if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    } else if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is in the way";
    } else if (e instanceof NotDirectoryException) {
      return e.getMessage() + " is no folder";
    }
    if (!(e instanceof FileSystemException) && e.getCause() instanceof IOException cause) {
      return of(cause); // ImageIO says "I/O error writing PNG file!" of a full disk
    }
    Path inTheWay = e instanceof FileSystemException file ? fileAbove(file.getFile()) : null;
    if (inTheWay != null) {
      return inTheWay + " is in the way";
    }
    String silent = e instanceof EOFException ? "it ends early" : "it cannot be read or written";
    return Objects.requireNonNullElse(e.getMessage(), silent);
  }

  /** The words of whoever caught the cause, if any, and the cause's. */
  public static String of(UncheckedIOException e) {
    String cause = of(e.getCause());
    boolean ownWords = !e.getCause().toString().equals(e.getMessage());
    return ownWords ? e.getMessage() + ": " + cause : cause;
  }

  /** A file that the path takes for a folder, or null. */
  private static Path fileAbove(String path) {
    Path above = path == null ? null : Path.of(path).toAbsolutePath().getParent();
    while (above != null && !Files.isRegularFile(above)) {
      above = above.getParent();
    }
    return above;
  }
}
