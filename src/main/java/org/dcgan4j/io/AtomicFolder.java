package org.dcgan4j.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a folder beside its place and renames it, so that a folder of that name is a whole one.
 * Any number of processes may write to one target: one of theirs is there in the end.
 *
 * <p>No system renames a folder over another in one go. The old one steps aside first, and for a
 * moment only its hidden name is there: {@link #at} finds it, should the process die just then.
 */
public final class AtomicFolder {
  private static final int TRIES = 100;

  private AtomicFolder() {}

  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Body {
    /**
     * @return whether the folder shall be put in place
     */
    boolean writeTo(Path part) throws IOException;
  }

  /**
   * Writes a folder, in place of the one that is there, and forces it to the disk.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(Path target, AtomicFile.Body body) throws IOException {
    write(
        target,
        true,
        part -> {
          body.writeTo(part);
          return true;
        });
  }

  /**
   * The same.
   *
   * @param force false for thousands of files that can be made again
   */
  public static void write(Path target, boolean force, Body body) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    OwnFiles.tidy(absolute.getParent());
    Path part = OwnFiles.part(absolute);
    try {
      Files.createDirectory(part);
      if (!body.writeTo(part)) {
        return;
      }
      if (force) {
        Durable.force(part);
      }
      swap(part, absolute);
      if (force) {
        Durable.forceNames(absolute.getParent());
      }
      OwnFiles.deleteTree(OwnFiles.old(absolute));
    } finally {
      OwnFiles.deleteTree(part);
    }
  }

  /** Others may put theirs in place, or aside, between any two lines. */
  private static void swap(Path part, Path target) throws IOException {
    Path old = OwnFiles.old(target);
    FileSystemException inTheWay = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          OwnFiles.deleteTree(old);
          Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (DirectoryNotEmptyException | FileAlreadyExistsException | NoSuchFileException e) {
        inTheWay = e;
      } catch (FileSystemException e) {
        // What POSIX calls ENOTEMPTY has no class of its own when renaming.
        if (!Files.exists(target)) {
          throw e;
        }
        inTheWay = e;
      }
    }
    throw inTheWay;
  }

  /** Where the folder is: in its place, or still aside if a process died while replacing it. */
  public static Path at(Path target) {
    Path old = OwnFiles.old(target);
    return !Files.exists(target) && Files.isDirectory(old) ? old : target;
  }

  /**
   * The target that something in a folder belongs to: itself, or that of a folder which stepped
   * aside.
   */
  public static Path targetOf(Path entry) {
    return OwnFiles.targetOf(entry);
  }

  /** Deletes a folder with all that is in it, so that nobody ever sees half of it. */
  public static void delete(Path target) throws IOException {
    OwnFiles.deleteTree(OwnFiles.old(target));
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path part = OwnFiles.part(target);
      Files.move(target, part, StandardCopyOption.ATOMIC_MOVE);
      OwnFiles.deleteTree(part);
    }
  }
}
