package org.dcgan4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.function.IOConsumer;
import org.apache.commons.io.function.IOPredicate;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Writes a file or folder beside its place and renames it, so that a reader sees the old one or the
 * new one, whole. What is forced is on the disk, should the power fail the moment after. Any number
 * of processes may write to one target: the last one's is there in the end, of folders anyone's.
 *
 * <p>No system renames a folder over another in one go. The old one steps aside first, and for a
 * moment only its hidden name is there: {@link #folderAt} finds it, should the process die then.
 */
public final class AtomicFile {
  private static final int TRIES = 100;

  /** The one call that forces an open file to the disk; tests count. */
  static volatile IOConsumer<FileChannel> force = channel -> channel.force(true);

  private AtomicFile() {}

  /**
   * Writes a file, and its folder if need be, and forces it to the disk. Other files of the folder
   * are not touched.
   *
   * @param body writes it at the path that it is given
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public static void write(Path target, IOConsumer<Path> body) throws IOException {
    write(target, true, body);
  }

  /** The same; what is not forced is one of thousands of files that can be made again. */
  public static void write(Path target, boolean forced, IOConsumer<Path> body) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new FileSystemException(target.toString(), null, "is a folder");
    }
    if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
      pour(absolute, body);
      return;
    }
    Path place = behindLinks(absolute);
    OwnFiles.tidyOnce(makeFolders(place.getParent()));
    Path part = OwnFiles.part(place);
    try {
      body.accept(part);
      put(part, place, forced);
    } catch (IOException e) {
      requireMayWrite(part);
      throw e;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Makes a folder, and those above it, where it is not there yet. Java refuses one that is a link
   * to a folder up to 17.0.13, and in 18 and 19 (JDK-8294193).
   */
  public static Path makeFolders(Path folder, FileAttribute<?>... attributes) throws IOException {
    return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, attributes);
  }

  /** Into a device or a pipe, whose place no file may take. */
  private static void pour(Path target, IOConsumer<Path> body) throws IOException {
    Path folder = Files.createTempDirectory("dcgan4j");
    Path whole = folder.resolve("whole");
    try {
      body.accept(whole);
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
        Files.copy(whole, out);
      }
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }

  /** Where links lead to, also to a file that is not there yet. */
  private static Path behindLinks(Path link) throws IOException {
    Path place = link;
    for (int i = 0; Files.isSymbolicLink(place); i++) {
      if (i == TRIES) {
        throw new FileSystemException(link.toString(), null, "is a link to itself");
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    return place;
  }

  /** Names the folder that takes no files, and not the part, which nobody knows. */
  private static void requireMayWrite(Path part) throws IOException {
    Files.deleteIfExists(part);
    Path folder = part.getParent();
    try {
      Files.createFile(part);
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw new AccessDeniedException(folder.toString());
    } catch (FileSystemException e) {
      if (Files.isWritable(folder)) {
        return; // a full disk, which whoever was writing says better
      }
      throw new FileSystemException(folder.toString(), null, e.getReason());
    }
  }

  /** Forces a file that lies beside its place to the disk, and puts it there. */
  public static void put(Path part, Path target) throws IOException {
    put(part, target.toAbsolutePath(), true);
  }

  private static void put(Path part, Path absolute, boolean forced) throws IOException {
    force(part, forced);
    Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
    forceNames(absolute.getParent(), forced);
  }

  /** The same for a folder: the body fills an empty one, and says whether to put it in place. */
  public static void writeFolder(Path target, boolean forced, IOPredicate<Path> body)
      throws IOException {
    Path absolute = target.toAbsolutePath();
    OwnFiles.tidy(makeFolders(absolute.getParent()));
    Path part = OwnFiles.part(absolute);
    try {
      if (body.test(Files.createDirectory(part))) {
        force(part, forced);
        swap(part, absolute);
        forceNames(absolute.getParent(), forced);
        OwnFiles.deleteTree(OwnFiles.old(absolute));
      }
    } finally {
      OwnFiles.deleteTree(part);
    }
  }

  /**
   * The same for a folder that a user named. An empty one stays the folder that it is, as it may be
   * a link, a disk of its own, or one in a folder that takes no files; what is written moves into
   * it in the end.
   *
   * @throws InvalidInputException if something is there
   */
  public static void writeNewFolder(Path target, boolean forced, IOConsumer<Path> body)
      throws IOException {
    requireNew(target);
    Path folder = target.toAbsolutePath();
    boolean there = Files.isDirectory(folder);
    Path whole = there ? OwnFiles.part(folder.resolve("new")) : folder;
    writeFolder(
        whole,
        forced,
        part -> {
          body.accept(part);
          return true;
        });
    if (there) {
      try (Stream<Path> files = Files.list(whole)) {
        for (Path file : files.toList()) {
          Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        forceNames(folder, forced);
      } finally {
        OwnFiles.deleteTree(whole);
      }
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

  /**
   * Refuses a place where something is; an empty folder is nothing, nor is what a dead process left
   * in it.
   *
   * @throws InvalidInputException that names it as {@code --out}
   */
  public static void requireNew(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      OwnFiles.tidyOnce(target);
    }
    if (Files.exists(target)
        && !(Files.isDirectory(target) && PathUtils.isEmptyDirectory(target))) {
      throw new InvalidInputException(
          "--out: " + target + " is there already; give a new name or an empty folder");
    }
  }

  /** Where a folder is: in its place, or still aside if a process died while replacing it. */
  public static Path folderAt(Path target) {
    Path old = OwnFiles.old(target);
    return !Files.exists(target) && Files.isDirectory(old) ? old : target;
  }

  /** Deletes a folder with all that is in it, so that nobody ever sees half of it. */
  public static void deleteFolder(Path target) throws IOException {
    OwnFiles.deleteTree(OwnFiles.old(target));
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path part = OwnFiles.part(target);
      Files.move(target, part, StandardCopyOption.ATOMIC_MOVE);
      OwnFiles.deleteTree(part);
    }
  }

  /** Adds a text to the end of a file, which is made if need be: all of it, and forced, or none. */
  public static void append(Path file, String text) throws IOException {
    append(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for bytes. */
  public static void append(Path file, byte[] added) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(added);
      long before = channel.size();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        force.accept(channel);
      } catch (IOException e) {
        channel.truncate(before); // half a line would spoil the one that comes next
        throw e;
      }
    }
  }

  /** Forces a file, or all files of a folder and then the folder. */
  private static void force(Path path, boolean forced) throws IOException {
    if (forced && Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.toList()) {
          force(file, true);
        }
      }
      forceNames(path, true);
    } else if (forced) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        force.accept(channel);
      }
    }
  }

  /** Makes a renaming last; not every system allows it for folders, and then nothing more helps. */
  private static void forceNames(Path folder, boolean forced) {
    if (!forced) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      force.accept(channel);
    } catch (IOException e) {
      return;
    }
  }
}
