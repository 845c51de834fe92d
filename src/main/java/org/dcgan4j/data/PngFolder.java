package org.dcgan4j.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;

/** PNG files in class folders, or flat in one folder. */
final class PngFolder implements PngSource {
  /** {@code notmnist/notMNIST_small/A/x.png} is three deep. */
  private static final int MAX_DEPTH = 4;

  private final Path folder;
  private final Map<String, BasicFileAttributes> files = new HashMap<>();
  private final PngLayout layout;

  /** Lists the folder; reads no image yet. */
  PngFolder(Path folder) {
    this.folder = folder;
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new Lister());
    } catch (IOException e) {
      throw new InvalidInputException(folder + ": cannot be listed: " + e, e);
    }
    layout = PngLayout.of(folder.toString(), files.keySet());
  }

  boolean isEmpty() {
    return layout.isEmpty();
  }

  @Override
  public Path path() {
    return folder;
  }

  @Override
  public Fingerprint fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    layout.places().forEach(p -> fingerprint.add(p.path(), files.get(p.path())));
    return fingerprint;
  }

  @Override
  public Contents read() {
    long total = layout.places().stream().mapToLong(p -> files.get(p.path()).size()).sum();
    if (total > Limits.TOTAL_BYTES) {
      throw new InvalidInputException(
          "%s: its files have %d bytes, legal are up to %d"
              .formatted(folder, total, Limits.TOTAL_BYTES));
    }
    List<PngFile> read = layout.places().parallelStream().map(this::read).toList();
    return new Contents(layout.classNames(), read);
  }

  private PngFile read(PngLayout.Place place) {
    if (place.misplaced()) {
      return PngFile.misplaced(place);
    }
    long size = files.get(place.path()).size();
    if (size > Limits.FILE_BYTES) {
      return PngFile.tooBig(place, size);
    }
    try {
      return PngFile.of(place, Files.readAllBytes(folder.resolve(place.path())));
    } catch (IOException e) {
      return PngFile.bad(place, "cannot be read: " + e);
    }
  }

  /** Collects the regular files under their relative names. */
  private final class Lister extends SimpleFileVisitor<Path> {
    private final int prefix = folder.resolve("x").toString().length() - 1;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.put(relative(file), attributes);
      }
      if (files.size() > Limits.FILES) {
        throw new InvalidInputException(
            "%s: has more than %d files".formatted(folder, Limits.FILES));
      }
      return FileVisitResult.CONTINUE;
    }

    private String relative(Path file) {
      // As text, because Path.relativize takes longer than all the rest of listing.
      String name = file.toString().substring(prefix);
      return File.separatorChar == '/' ? name : name.replace(File.separatorChar, '/');
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(folder)) {
        throw e;
      }
      // A dead link or a closed folder beside the data is none of our business.
      return FileVisitResult.CONTINUE;
    }
  }
}
