package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.OwnFiles;

/**
 * A folder of rendered letters on disk: {@code A/} to {@code J/} and {@code letters.json}. Knows
 * which files are ours, and touches no others.
 */
final class LetterFolder {
  private static final Pattern IMAGE = Pattern.compile("\\d{6,10}-[A-Za-z0-9._-]{1,60}\\.png");

  private final Path folder;

  LetterFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The file of a letter, below this folder. The index comes first, so that sorting mixes faces.
   */
  Path image(int index, FontFace face) {
    String file = Text.format("%06d-%s.png", index, face.name());
    return classFolder(index % FontFace.LETTERS).resolve(file);
  }

  Path classFolder(int label) {
    return folder.resolve(String.valueOf(FontFace.letter(label)));
  }

  /** Whether the folder holds exactly what the manifest says. */
  boolean holds(LetterManifest wanted) throws IOException {
    return Files.isDirectory(folder)
        && LetterManifest.in(folder).equals(Optional.of(wanted))
        && images() == wanted.count();
  }

  /**
   * @throws InvalidInputException when something is here that this program did not make
   */
  void requireOurs() throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          folder
              + " is a file; give a folder for the letters that is new, empty or made by dcgan4j");
    }
    boolean ours = LetterManifest.in(folder).isPresent();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!ours) {
          throw foreign(entry, "the folder has no " + LetterManifest.FILE + " of dcgan4j");
        }
        requireOurs(entry);
      }
    }
  }

  private void requireOurs(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    if (name.equals(LetterManifest.FILE) || OwnFiles.isOwn(entry)) {
      return;
    }
    if (!name.matches("[A-J]") || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      throw foreign(entry, "it is no class folder");
    }
    try (DirectoryStream<Path> images = Files.newDirectoryStream(entry)) {
      for (Path image : images) {
        if (!isImage(image)) {
          throw foreign(image, "it is no letter of dcgan4j");
        }
      }
    }
  }

  private InvalidInputException foreign(Path entry, String why) {
    return new InvalidInputException(
        Text.format(
            "%s is not replaced because of %s: %s; give a folder that is new, empty or made by dcgan4j",
            folder, folder.relativize(entry), why));
  }

  private int images() throws IOException {
    int n = 0;
    for (int label = 0; label < FontFace.LETTERS; label++) {
      if (!Files.isDirectory(classFolder(label))) {
        return -1;
      }
      try (DirectoryStream<Path> images = Files.newDirectoryStream(classFolder(label))) {
        for (Path image : images) {
          n += isImage(image) ? 1 : 0;
        }
      }
    }
    return n;
  }

  private static boolean isImage(Path file) {
    return IMAGE.matcher(file.getFileName().toString()).matches();
  }
}
