package org.dcgan4j.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Writes a folder beside its place and renames it, so that a folder of that name is a whole one.
 *
 * <p>No system renames a folder over another in one go. The old one steps aside first, and for a
 * moment only {@code NAME.old} is there: {@link #at} finds it, should the process die just then.
 */
public final class AtomicFolder {
  private static final String PART = ".part";
  private static final String OLD = ".old";

  private AtomicFolder() {}

  /** Fills an empty folder with files that it forces to the disk itself. */
  @FunctionalInterface
  public interface Body {
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a folder, in place of the one that is there.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(Path target, Body body) throws IOException {
    Path part = beside(target, PART);
    deleteTree(part);
    try {
      Files.createDirectory(part);
      body.writeTo(part);
      swap(part, target);
    } finally {
      deleteTree(part);
    }
  }

  private static void swap(Path part, Path target) throws IOException {
    Path old = beside(target, OLD);
    if (Files.exists(target)) {
      deleteTree(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.toAbsolutePath().getParent());
    deleteTree(old);
  }

  /** Where the folder is: in its place, or still aside if a process died while replacing it. */
  public static Path at(Path target) {
    Path old = beside(target, OLD);
    return !Files.exists(target) && Files.isDirectory(old) ? old : target;
  }

  /**
   * The target that something in a folder belongs to: itself, or that of a folder which stepped
   * aside.
   */
  public static Path targetOf(Path entry) {
    String name = entry.getFileName().toString();
    return name.endsWith(OLD)
        ? entry.resolveSibling(name.substring(0, name.length() - OLD.length()))
        : entry;
  }

  /** Deletes a folder with all that is in it and all that a killed process left of it. */
  public static void delete(Path target) throws IOException {
    deleteTree(beside(target, PART));
    deleteTree(beside(target, OLD));
    deleteTree(target);
  }

  /** Deletes what a killed process left of a folder beside it, but for the last whole one. */
  public static void tidy(Path target) throws IOException {
    deleteTree(beside(target, PART));
    if (!at(target).equals(beside(target, OLD))) {
      deleteTree(beside(target, OLD));
    }
  }

  /** Links are deleted and not followed. */
  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }

  /**
   * Makes the renaming itself last; not every system allows it, and then there is nothing more to
   * do.
   */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }
}
