package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.BadFile;

/** Reads the fonts under a folder. */
final class FontFolder {
  /** The largest font read, in bytes: room for the large CJK collections. */
  static final long MOST_BYTES = 64L << 20;

  private FontFolder() {}

  /**
   * The faces under a folder, in the order of their paths, and the fonts that could not be used.
   *
   * @throws InvalidInputException when there is no such folder, too many fonts or no usable one
   */
  static FontFaces read(Path folder) {
    Finder found = Finder.search(folder);
    List<Result> results =
        found.fonts().parallelStream().map(file -> read(file, found.nameOf(file))).toList();
    List<FontFace> faces = results.stream().flatMap(result -> result.faces().stream()).toList();
    List<BadFile> badFiles = new ArrayList<>(found.badFiles());
    results.forEach(result -> badFiles.addAll(result.badFiles()));
    if (faces.isEmpty()) {
      throw new InvalidInputException(
          folder
              + " has no usable font, a .ttf, .otf or .ttc with the letters A to J"
              + why(badFiles));
    }
    return new FontFaces(folder.toString(), faces, badFiles);
  }

  private static Result read(Path file, String name) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new IOException(
            Text.format("has %d bytes; at most %d MiB are read", size, MOST_BYTES >> 20));
      }
      return new Result(
          FontReader.read(FontFace.nameOf(name), Files.readAllBytes(file)), List.of());
    } catch (IOException e) {
      return new Result(List.of(), List.of(new BadFile(name, String.valueOf(e.getMessage()))));
    }
  }

  private static String why(List<BadFile> badFiles) {
    if (badFiles.isEmpty()) {
      return "";
    }
    BadFile first = badFiles.get(0);
    return Text.format(" (%d tried; %s: %s)", badFiles.size(), first.name(), first.reason());
  }

  private record Result(List<FontFace> faces, List<BadFile> badFiles) {}

  /**
   * Finds the font files under a folder. A link to a file is followed, a link to a folder is not,
   * so that no loop of links can hold it.
   */
  private static final class Finder extends SimpleFileVisitor<Path> {
    private static final int MOST_FONTS = 10_000;
    private static final Set<String> ENDINGS = Set.of("ttf", "otf", "ttc");

    private final Path root;
    private final List<Path> fonts = new ArrayList<>();
    private final List<BadFile> badFiles = new ArrayList<>();

    private Finder(Path root) {
      this.root = root;
    }

    /**
     * @throws InvalidInputException when the folder cannot be read or holds more than 10,000 fonts
     */
    static Finder search(Path folder) {
      if (!Files.isDirectory(folder)) {
        throw new InvalidInputException(
            folder + " is not a folder; give one that holds .ttf, .otf or .ttc files");
      }
      try {
        Finder finder = new Finder(folder.toRealPath());
        Files.walkFileTree(finder.root, finder);
        finder.fonts.sort(null);
        return finder;
      } catch (IOException e) {
        throw new InvalidInputException(folder + " cannot be read: " + e.getMessage(), e);
      }
    }

    /** The font files, sorted by path. */
    List<Path> fonts() {
      return fonts;
    }

    /** What could not be looked into. */
    List<BadFile> badFiles() {
      return badFiles;
    }

    /** The file's path below the folder, with {@code /} on every system. */
    String nameOf(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (ENDINGS.contains(ending) && Files.isRegularFile(file)) {
        fonts.add(file);
      }
      if (fonts.size() > MOST_FONTS) {
        throw new InvalidInputException(
            root + " holds more than " + MOST_FONTS + " font files; give a smaller folder");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      badFiles.add(new BadFile(nameOf(file), "cannot be read"));
      return FileVisitResult.CONTINUE;
    }
  }
}
