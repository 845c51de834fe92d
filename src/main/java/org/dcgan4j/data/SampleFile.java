package org.dcgan4j.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads samples, as this program or another has written them. */
public final class SampleFile {
  private SampleFile() {}

  /**
   * Loads a NumPy archive with an array of uint8 {@code [N, height, width]}, an IDX file, a folder
   * of PNG files, or whatever else {@link ImageSets#load(Path)} takes.
   *
   * @throws org.dcgan4j.binding.InvalidInputException if there is nothing usable; the message names
   *     the file
   */
  public static ImageSet load(Path path) {
    boolean npz =
        Files.isRegularFile(path) && FileKind.of(path) == FileKind.ZIP && NpzFile.holdsArrays(path);
    return npz ? NpzFile.read(path) : ImageSets.load(path);
  }
}
