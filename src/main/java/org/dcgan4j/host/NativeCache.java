package org.dcgan4j.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;

/**
 * Where the native libraries are unpacked. JavaCPP takes the first folder that it can make, also
 * one that may not hold programs or has no room for them; this takes the first that will do.
 */
final class NativeCache {
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** What they take, unpacked: 542 MiB for the CPU build. */
  private static final long NEED = 560L << 20;

  private static final String CACHE = ".javacpp/cache";
  private static final Path SELF = Path.of("/proc/self");

  private NativeCache() {}

  /** Names the folder to JavaCPP; gives it if it is a new one in the working directory. */
  static Optional<Path> choose() {
    String given = System.getProperty(PROPERTY);
    Path home = Path.of(System.getProperty("user.home"));
    Path here = Path.of("").toAbsolutePath().resolve(CACHE);
    List<Path> candidates =
        given != null
            ? List.of(Path.of(given))
            : Files.isDirectory(home)
                ? List.of(home.resolve(CACHE), temporary(), here)
                : List.of(temporary(), here);
    List<String> reasons = new ArrayList<>();
    for (Path folder : candidates) {
      String reason = obstacle(folder.toAbsolutePath());
      if (reason == null) {
        boolean fresh = !Files.exists(folder);
        make(folder);
        System.setProperty(PROPERTY, folder.toString());
        return Optional.of(folder).filter(chosen -> fresh && chosen.equals(here));
      }
      reasons.add(folder + " " + reason);
    }
    throw new MachineException(
        Text.format(
            "there is no folder to unpack the native libraries into: %s; name one with %d MiB free that may hold programs: java -D%s=DIR",
            String.join(", ", reasons), NEED >> 20, PROPERTY));
  }

  /**
   * Gives Java a home for a user who has none: it says "?" of one whom the system does not know,
   * and makes a folder of that name wherever it is.
   */
  static void findHome() {
    String home = System.getProperty("user.home");
    if (home == null || !Path.of(home).isAbsolute()) {
      String given = System.getenv("HOME");
      boolean there = given != null && given.startsWith("/") && Files.isDirectory(Path.of(given));
      System.setProperty("user.home", there ? given : temporary().toString());
    }
  }

  /** Our own folder in the one that everybody shares. */
  private static Path temporary() {
    Object user = Objects.requireNonNullElse(owner(SELF), System.getProperty("user.name"));
    return Path.of(System.getProperty("java.io.tmpdir")).resolve(".javacpp-" + user);
  }

  private static Object owner(Path file) {
    try {
      return Files.getAttribute(file, "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Why a folder will not do; null if it will. */
  private static String obstacle(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      return "cannot be written";
    }
    Object owner = owner(there);
    boolean ours = owner == null || owner.equals(owner(SELF)) || owner.equals(0);
    if (there.toString().contains(".javacpp") && !ours) {
      return "is another user's"; // who would choose the code that we run
    }
    if (isNoExec(there)) {
      return "is mounted noexec";
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      long had = Files.isDirectory(folder) ? FileUtils.sizeOfDirectory(folder.toFile()) : 0;
      return free + had < NEED ? "has " + (free >> 20) + " MiB free" : null;
    } catch (IOException | UncheckedIOException e) {
      return null; // no one can say how much is free
    }
  }

  private static boolean isNoExec(Path folder) {
    try (Stream<String> lines = Files.lines(SELF.resolve("mounts"))) {
      Path real = folder.toRealPath();
      String[] deepest = {"", "/", "", ""};
      for (String line : lines.toList()) {
        String[] mount = line.split(" ");
        // The later of two mounts on one place hides the other.
        String place = mount[1].replace("\\040", " ").replace("\\134", "\\");
        if (mount[1].length() >= deepest[1].length() && real.startsWith(place)) {
          deepest = mount;
        }
      }
      return List.of(deepest[3].split(",")).contains("noexec");
    } catch (IOException | InvalidPathException e) {
      return false; // not Linux
    }
  }

  private static void make(Path folder) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[] {ours} : new FileAttribute<?>[0];
    try {
      AtomicFile.makeFolders(folder, attributes);
    } catch (IOException e) {
      throw new MachineException(
          "cannot make " + folder + " for the native libraries: " + e.getMessage());
    }
  }
}
