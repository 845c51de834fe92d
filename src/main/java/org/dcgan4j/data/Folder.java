package org.dcgan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;

/** The files of a folder on disk. */
final class Folder extends FileTree {
  /** {@code notmnist/notMNIST_small/A/x.png} is three deep. */
  static final int DEPTH = 8;

  static final char UNREADABLE = '\uFFFD';

  private final Path folder;
  private final int depth;
  private final Map<String, BasicFileAttributes> attributes = new HashMap<>();

  /** Files whose names the locale cannot say, and so cannot be found by their names. */
  private final Map<String, Path> unsaid = new HashMap<>();

  /** Lists the folder, with {@code depth} 1 only its own files; reads none of them yet. */
  Folder(Path folder, int depth) {
    super(folder.toString());
    this.folder = folder;
    this.depth = depth;
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Lister());
    } catch (IOException e) {
      throw new InvalidInputException(folder + ": cannot be listed: " + IoProblem.of(e), e);
    }
    if (depth == 1) {
      notes.clear(); // of what lies beside the one file that was given
    }
  }

  private Folder(Path file, BasicFileAttributes found) {
    super(file.toString());
    this.folder = file.toAbsolutePath().getParent();
    this.depth = 1;
    String name = file.getFileName().toString();
    attributes.put(name, found);
    sizes.put(name, found.size());
  }

  /** One file that was given by its name, which may be a hidden one. */
  static Folder ofOne(Path file) {
    try {
      return new Folder(file, Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + IoProblem.of(e), e);
    }
  }

  @Override
  InputStream open(String name) throws IOException {
    return Files.newInputStream(path(name));
  }

  @Override
  String label(String name) {
    return path(name).toString();
  }

  @Override
  String originOf(String name) {
    return label(name);
  }

  private Path path(String name) {
    Path path = unsaid.get(name);
    return path == null ? folder.resolve(name) : path;
  }

  /** What changes when one of these files does, or when what could not be read changes. */
  Fingerprint fingerprint(Iterable<String> names) {
    Fingerprint fingerprint = new Fingerprint();
    for (String name : names) {
      if (attributes.containsKey(name)) {
        fingerprint.add(name, attributes.get(name));
      }
    }
    problems.keySet().stream().sorted().forEach(fingerprint::add);
    notes.lines().forEach(fingerprint::add);
    closed.forEach(bad -> fingerprint.add(bad.name()));
    new TreeSet<>(folders).forEach(fingerprint::add);
    return fingerprint;
  }

  /** Collects the regular files under their relative names. */
  private final class Lister extends SimpleFileVisitor<Path> {
    private final int prefix = folder.resolve("x").toString().length() - 1;

    @Override
    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes ofFolder) {
      if (inner.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      String name = name(inner);
      addFolder(name);
      if (isHidden(name)) {
        String[] files = inner.toFile().list();
        Stream.of(files == null ? new String[0] : files)
            .sorted()
            .forEach(file -> add(name + "/" + file, 0));
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      String name = name(file);
      if (found.isRegularFile()) {
        attributes.put(name, found);
        add(name, found.size());
      } else if (found.isSymbolicLink()) {
        addClosed(name, "a link to nothing");
      } else if (found.isDirectory()) {
        if (depth > 1 && !isHidden(name)) {
          notes.add("of its folders lie deeper than " + depth + " and are passed over", name);
        }
      } else {
        notes.add("of its files are pipes or devices and are passed over", name);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(folder) || e.getMessage().endsWith("Too many open files")) {
        throw e;
      }
      String name = name(file);
      if (e instanceof FileSystemLoopException) {
        notes.add("of its links lead back to a folder above and are passed over", name);
      } else {
        addClosed(name, "cannot be read: " + IoProblem.of(e));
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path file) {
      // As text, because Path.relativize takes longer than all the rest of listing.
      String name = file.toString().substring(prefix);
      if (name.indexOf(UNREADABLE) >= 0) {
        name = unsaid(file);
        unsaid.put(name, file);
      }
      return File.separatorChar == '/' ? name : name.replace(File.separatorChar, '/');
    }

    /** The name by its bytes, which a URI has: in UTF-8, whatever the locale. */
    private String unsaid(Path file) {
      String root = folder.toUri().getRawPath();
      String raw = file.toUri().getRawPath().substring(root.length());
      String escaped = raw.replaceFirst("/$", "").replace("+", "%2B");
      String name = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
      return name.indexOf(UNREADABLE) < 0 ? name : escaped;
    }
  }

  /** Names, sizes and times of a data set's files: any change of a file changes it. */
  static final class Fingerprint {
    /** Longer than the tick of any usual file system's clock. */
    private static final long TICK_MILLIS = 50;

    private final ByteArrayOutputStream listing = new ByteArrayOutputStream();
    private long newestMillis = Long.MIN_VALUE;

    /** Of a single file. */
    static Fingerprint of(Path file) {
      try {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add("", Files.readAttributes(file, BasicFileAttributes.class));
        return fingerprint;
      } catch (IOException e) {
        throw new InvalidInputException(file + ": cannot be read: " + IoProblem.of(e), e);
      }
    }

    void add(String name, BasicFileAttributes file) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer entry = ByteBuffer.allocate(20 + bytes.length).putInt(bytes.length).put(bytes);
      entry.putLong(file.size()).putLong(file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
      listing.writeBytes(entry.array());
      newestMillis = Math.max(newestMillis, file.lastModifiedTime().toMillis());
    }

    /** Something without a size and a time that is there. */
    void add(String name) {
      listing.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      listing.write(0);
    }

    /** The whole list. No hash of it: comparing is quicker than hashing, and exact. */
    byte[] value() {
      return listing.toByteArray();
    }

    /**
     * Waits until a file written from now on must get a newer time than every file seen. Without
     * that, a file changed within the same tick of the clock would look unchanged for ever.
     */
    void settle() {
      LongSupplier age = () -> System.currentTimeMillis() - newestMillis;
      while (age.getAsLong() >= 0 && age.getAsLong() < TICK_MILLIS) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
