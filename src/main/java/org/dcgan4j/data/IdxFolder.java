package org.dcgan4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;

/** Finds IDX files by MNIST's names: {@code train-images-idx3-ubyte.gz} and the like. */
final class IdxFolder {
  private IdxFolder() {}

  static boolean hasImages(List<Path> files) {
    return files.stream().anyMatch(IdxFolder::isImages);
  }

  /**
   * Reads the split from the files of one folder.
   *
   * <p>TRAIN prefers a name with {@code train} and takes the first IDX file of images otherwise;
   * TEST needs a name with {@code t10k} or {@code test}.
   *
   * @param files the folder's files in order of their names
   */
  static ImageSet read(Path folder, List<Path> files, Split split) {
    List<Path> images = files.stream().filter(IdxFolder::isImages).toList();
    Optional<Path> found =
        switch (split) {
          case TRAIN ->
              images.stream()
                  .filter(f -> name(f).contains("train"))
                  .findFirst()
                  .or(() -> images.stream().findFirst());
          case TEST -> images.stream().filter(IdxFolder::isTest).findFirst();
        };
    return read(
        found.orElseThrow(
            () ->
                new InvalidInputException(
                    folder + ": has no test images (expected t10k-images-idx3-ubyte[.gz])")));
  }

  /** Reads a file of images and the labels that lie beside it under the usual name, if any. */
  static ImageSet read(Path images) {
    String plain = name(images).replaceFirst("\\.gz$", "");
    Optional<Path> labels = IdxFile.labelsBeside(images.resolveSibling(plain));
    if (labels.isEmpty()) {
      return IdxFile.read(images, null);
    }
    Path beside = labels.get();
    Path packed = beside.resolveSibling(name(beside) + ".gz");
    Path found = Files.isRegularFile(beside) ? beside : packed;
    return IdxFile.read(images, Files.isRegularFile(found) ? found : null);
  }

  /** Whether {@code training} is an IDX file of training images with test images beside it. */
  static boolean hasTest(Path training, List<Path> files) {
    return isImages(training)
        && !isTest(training)
        && files.stream().anyMatch(f -> isImages(f) && isTest(f));
  }

  private static boolean isImages(Path file) {
    return name(file).contains("idx3");
  }

  private static boolean isTest(Path file) {
    return name(file).contains("t10k") || name(file).contains("test");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
