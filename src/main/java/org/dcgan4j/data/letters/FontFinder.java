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
import org.dcgan4j.data.BadFile;

/**
 * Finds the font files under a folder. A link to a file is followed, a link to a folder is not, so
 * that no loop of links can hold it.
 */
final class FontFinder extends SimpleFileVisitor<Path> {
  private static final int MOST_FONTS = 10_000;
  private static final Set<String> ENDINGS = Set.of("ttf", "otf", "ttc");

  private final Path root;
  private final List<Path> fonts = new ArrayList<>();
  private final List<BadFile> badFiles = new ArrayList<>();

  private FontFinder(Path root) {
    this.root = root;
  }

  /**
   * @throws InvalidInputException when the folder cannot be read or holds more than 10,000 fonts
   */
  static FontFinder search(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          folder + " is not a folder; give one that holds .ttf, .otf or .ttc files");
    }
    try {
      FontFinder finder = new FontFinder(folder.toRealPath());
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
