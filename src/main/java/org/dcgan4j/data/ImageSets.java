package org.dcgan4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;

/** Loads a data set from whatever a path turns out to be. */
public final class ImageSets {
  private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar", ".zip");

  private ImageSets() {}

  /** The training images at {@code path}; see {@link #load(Path, Split)}. */
  public static ImageSet load(Path path) {
    return load(path, Split.TRAIN);
  }

  /**
   * Loads a folder of class folders with PNG files, a folder of PNG files without classes, a folder
   * of IDX files, an IDX file (with its labels beside it), an archive of PNG files (.tar.gz, .tar,
   * .zip), or a folder that holds one such archive.
   *
   * <p>Decoded PNG files are kept in a cache file beside the data or in the user's cache folder,
   * and read from there as long as no file changed.
   *
   * @throws InvalidInputException if there is nothing usable; the message names the file
   */
  public static ImageSet load(Path path, Split split) {
    if (Files.isDirectory(path)) {
      return loadFolder(path, split);
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    return loadFile(path, split);
  }

  /** The test images that lie beside training images from an IDX file, if any. */
  public static Optional<ImageSet> testImagesOf(ImageSet training) {
    Path file = Path.of(training.origin()).toAbsolutePath();
    if (!Files.isRegularFile(file) || file.getParent() == null) {
      return Optional.empty();
    }
    List<Path> beside = filesOf(file.getParent());
    return IdxFolder.hasTest(file, beside)
        ? Optional.of(IdxFolder.read(file.getParent(), beside, Split.TEST))
        : Optional.empty();
  }

  private static ImageSet loadFolder(Path folder, Split split) {
    List<Path> files = filesOf(folder);
    if (IdxFolder.hasImages(files)) {
      return IdxFolder.read(folder, files, split);
    }
    expectTrain(folder, split);
    DecodedCache cache = DecodedCache.of(folder);
    PngFolder pngs = new PngFolder(folder);
    return pngs.isEmpty() ? loadFile(onlyArchive(folder, files), split) : cache.read(pngs);
  }

  private static ImageSet loadFile(Path file, Split split) {
    expectTrain(file, split);
    FileKind kind = FileKind.of(file);
    return switch (kind) {
      case IDX -> IdxFolder.read(file);
      case TAR, ZIP -> DecodedCache.of(file).read(new PngArchive(file, kind));
      case UNKNOWN ->
          throw new InvalidInputException(
              file
                  + ": not a data set: its first bytes are neither IDX nor tar (plain or gzip)"
                  + " nor zip");
    };
  }

  private static void expectTrain(Path path, Split split) {
    if (split == Split.TEST) {
      throw new InvalidInputException(
          path + ": has no test images; only a folder of IDX files can have them");
    }
  }

  private static Path onlyArchive(Path folder, List<Path> files) {
    List<Path> archives = files.stream().filter(ImageSets::namedArchive).toList();
    if (archives.size() == 1) {
      return archives.get(0);
    }
    String found =
        archives.isEmpty() ? "no images" : archives.size() + " archives; give one of them";
    throw new InvalidInputException(
        "%s: holds %s (legal: class folders of PNG files, PNG files, IDX files, or one archive)"
            .formatted(folder, found));
  }

  private static boolean namedArchive(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ARCHIVES.stream().anyMatch(name::endsWith);
  }

  private static List<Path> filesOf(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new InvalidInputException(folder + ": cannot be listed: " + e, e);
    }
  }
}
