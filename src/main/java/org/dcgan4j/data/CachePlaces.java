package org.dcgan4j.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Where a file that can be made again from a data set is kept. */
public final class CachePlaces {
  private CachePlaces() {}

  /**
   * Inside a folder of images or beside a file, and in the user's cache folder; best first.
   *
   * @param data the folder or file of the data set
   * @param name ends the file's name, after a dot
   */
  public static List<Path> of(Path data, String name) {
    Path real = real(data);
    Path beside =
        Files.isDirectory(real)
            ? real.resolve("." + name)
            : real.resolveSibling("." + real.getFileName() + "." + name);
    byte[] hash = DigestUtils.sha256(real.toString().getBytes(StandardCharsets.UTF_8));
    String key = HexFormat.of().formatHex(hash, 0, 16);
    return List.of(beside, userCache().resolve("dcgan4j").resolve(key + "." + name));
  }

  /**
   * Root could write anywhere; a folder that was made read-only is meant to stay as it is.
   *
   * @throws IOException if the file's folder can neither be made nor written
   */
  public static void expectWritable(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null
        && !posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  private static Path real(Path data) {
    try {
      return data.toRealPath();
    } catch (IOException e) {
      return data.toAbsolutePath();
    }
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
  }
}
