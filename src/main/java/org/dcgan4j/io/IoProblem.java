package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what went wrong with a file; Java's own messages are often just its name. */
public final class IoProblem {
  private IoProblem() {}

  /** In a few words, with the file where the exception names one. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + " is not writable";
    } else if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    } else if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is in the way";
    } else if (e instanceof NotDirectoryException) {
      return e.getMessage() + " is no folder";
    }
    return String.valueOf(e.getMessage());
  }
}
