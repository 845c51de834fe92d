package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes a folder under another name beside the wanted one and renames it when it is whole, so that
 * a killed run leaves either the old folder, none, or the new one; never half of one.
 */
final class FolderSwap implements AutoCloseable {
  private static final String MARK = ".dcgan4j-partial-";

  /** A partial folder this old was left by a killed run: no run takes that long. */
  private static final Duration STALE = Duration.ofDays(1);

  private final Path target;
  private final Path partial;

  /** Makes the partial folder, and clears away those that killed runs left. */
  FolderSwap(Path target) throws IOException {
    this.target = target;
    Files.createDirectories(target.getParent());
    clearStale();
    // Not a temporary directory of the JDK's: that one only its owner may read, for good.
    this.partial = target.resolveSibling(prefix() + UUID.randomUUID());
    Files.createDirectory(partial);
  }

  /** Where to write. */
  Path partial() {
    return partial;
  }

  /** Puts the partial folder in the target's place and deletes what was there. */
  void commit() throws IOException {
    Path before = partial.resolveSibling(partial.getFileName() + "-old");
    boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      Files.move(target, before, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    if (replaces) {
      delete(before);
    }
  }

  /** Deletes the partial folder unless it was put in place. */
  @Override
  public void close() throws IOException {
    delete(partial);
  }

  private String prefix() {
    return "." + target.getFileName() + MARK;
  }

  private void clearStale() throws IOException {
    Instant limit = Instant.now().minus(STALE);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            target.getParent(), sibling -> sibling.getFileName().toString().startsWith(prefix()))) {
      for (Path sibling : siblings) {
        if (Files.getLastModifiedTime(sibling).toInstant().isBefore(limit)) {
          delete(sibling);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Deleter());
    } catch (NoSuchFileException e) {
      // Renamed, or another process cleared the same leftovers.
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
