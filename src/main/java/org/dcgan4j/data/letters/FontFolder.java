package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    FontFinder found = FontFinder.search(folder);
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
}
