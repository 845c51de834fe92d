package org.dcgan4j.data.letters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/**
 * The faces that letters are drawn from, in a fixed order.
 *
 * @param origin where they come from, for messages
 * @param faces at least one
 * @param badFiles fonts that could not be used
 */
public record FontFaces(String origin, List<FontFace> faces, List<BadFile> badFiles) {
  static final String BUNDLED = "the fonts on the class path";

  /** The largest font read, in bytes: room for the large CJK collections. */
  static final long MOST_BYTES = 64L << 20;

  public FontFaces {
    faces = List.copyOf(faces);
    badFiles = List.copyOf(badFiles);
    if (faces.isEmpty()) {
      throw new IllegalArgumentException("no faces from " + origin);
    }
  }

  /**
   * The 52 faces on the class path: Liberation, DejaVu, Roboto, JetBrains Mono and Inter. Read
   * once, which takes a second or two.
   */
  public static FontFaces bundled() {
    return Bundled.FACES;
  }

  /**
   * Every face of the {@code .ttf}, {@code .otf} and {@code .ttc} files under a folder, in the
   * order of their paths. Fonts that are damaged, larger than 64 MiB or lack a letter are named in
   * {@link #badFiles()}.
   *
   * @throws InvalidInputException when there is no such folder, when it holds more than 10,000
   *     fonts, or no usable one
   */
  public static FontFaces fromFolder(Path folder) {
    Finder found = Finder.search(folder);
    List<Result> results = found.fonts.parallelStream().map(found::read).toList();
    List<FontFace> faces = results.stream().flatMap(result -> result.faces().stream()).toList();
    List<BadFile> bad = found.badFiles;
    results.forEach(result -> bad.addAll(result.badFiles()));
    if (faces.isEmpty()) {
      String why =
          bad.isEmpty()
              ? ""
              : Text.format(
                  " (%d tried; %s: %s)", bad.size(), bad.get(0).name(), bad.get(0).reason());
      throw new InvalidInputException(
          folder + " has no usable font, a .ttf, .otf or .ttc with the letters A to J" + why);
    }
    return new FontFaces(folder.toString(), faces, bad);
  }

  public int size() {
    return faces.size();
  }

  /** The names of the faces, in order. */
  List<String> names() {
    return faces.stream().map(FontFace::name).toList();
  }

  /** The names of the bundled faces, without reading the fonts. */
  static List<String> bundledNames() {
    return bundledResources().stream().map(FontFace::nameOf).toList();
  }

  /** In the order of the faces; a fixed list: a jar's folders cannot be listed portably. */
  static List<String> bundledResources() {
    byte[] list = bytes("/org/dcgan4j/data/letters/bundled-fonts.txt");
    return new String(list, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static FontFace bundled(String resource) {
    try {
      return FontReader.read(FontFace.nameOf(resource), bytes("/" + resource)).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException("bundled font " + resource + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = FontFaces.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** Loaded with the first use. */
  private static final class Bundled {
    static final FontFaces FACES =
        new FontFaces(
            BUNDLED,
            bundledResources().parallelStream().map(FontFaces::bundled).toList(),
            List.of());
  }

  private record Result(List<FontFace> faces, List<BadFile> badFiles) {}

  /**
   * Finds the font files under a folder, sorted by path. A link to a file is followed, a link to a
   * folder is not, so that no loop of links can hold it.
   */
  private static final class Finder extends SimpleFileVisitor<Path> {
    private static final int MOST_FONTS = 10_000;
    private static final Set<String> ENDINGS = Set.of("ttf", "otf", "ttc");

    private final Path root;
    private final List<Path> fonts = new ArrayList<>();

    /** What could not be looked into. */
    private final List<BadFile> badFiles = new ArrayList<>();

    private Finder(Path root) {
      this.root = root;
    }

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

    Result read(Path file) {
      String name = nameOf(file);
      try {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
          throw new IOException(
              Text.format("has %d bytes; at most %d MiB are read", size, MOST_BYTES >> 20));
        }
        byte[] font = Files.readAllBytes(file);
        return new Result(FontReader.read(FontFace.nameOf(name), font), List.of());
      } catch (IOException e) {
        return new Result(List.of(), List.of(new BadFile(name, String.valueOf(e.getMessage()))));
      }
    }

    /** The file's path below the folder, with {@code /} on every system. */
    private String nameOf(Path file) {
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
