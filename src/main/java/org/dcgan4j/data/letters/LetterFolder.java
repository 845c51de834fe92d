package org.dcgan4j.data.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.io.OwnFiles;

/**
 * A folder of rendered letters on disk: {@code A/} to {@code J/} and {@code letters.json}. Knows
 * which files are ours, and touches no others.
 */
record LetterFolder(Path folder) {
  private static final Pattern IMAGE = Pattern.compile("\\d{6,10}-[A-Za-z0-9._-]{1,60}\\.png");
  private static final String MANIFEST = "letters.json";
  private static final int MOST_BYTES = 4096;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /**
   * What a folder was made from, which also says that it is ours. With the fonts on the class path,
   * two equal ones mean equal pixels.
   *
   * @param madeBy always {@value #MADE_BY}
   * @param rendererVersion see {@link LetterRenderer#VERSION}
   * @param count how many letters
   * @param faces how many faces they were drawn from
   * @param fonts the CRC-32 of where the faces come from and of their names in order
   * @param shape of each, as {@link ImageShape#toString} writes it
   */
  record Manifest(
      String madeBy,
      int rendererVersion,
      int count,
      long seed,
      int faces,
      long fonts,
      String shape) {
    private static final String MADE_BY = "dcgan4j";

    Manifest {
      if (!MADE_BY.equals(madeBy)) {
        throw new IllegalArgumentException("made by " + madeBy);
      }
    }

    static Manifest of(
        String origin, List<String> faceNames, ImageShape shape, int count, long seed) {
      CRC32 sum = new CRC32();
      sum.update((origin + "\n" + String.join("\n", faceNames)).getBytes(StandardCharsets.UTF_8));
      return new Manifest(
          MADE_BY,
          LetterRenderer.VERSION,
          count,
          seed,
          faceNames.size(),
          sum.getValue(),
          shape.toString());
    }

    /** From what {@link #write} wrote, or an older build, which knew one shape. */
    static Manifest read(InputStream in) throws IOException {
      JsonNode json = JSON.readTree(in.readNBytes(MOST_BYTES));
      if (json instanceof ObjectNode keys) {
        keys.putIfAbsent("shape", TextNode.valueOf(LetterRenderer.USUAL.toString()));
      }
      return JSON.treeToValue(json, Manifest.class);
    }
  }

  /** The manifest; empty when there is none or it is not ours. */
  private Optional<Manifest> manifest() throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.ofNullable(Manifest.read(in));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void write(Manifest manifest) throws IOException {
    Files.write(folder.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
  }

  /** The file of a letter. The index comes first, so that sorting mixes faces. */
  Path image(int index, FontFace face) {
    String file = Text.format("%06d-%s.png", index, face.name());
    return classFolder(index % FontFace.LETTERS).resolve(file);
  }

  Path classFolder(int label) {
    return folder.resolve(String.valueOf(FontFace.letter(label)));
  }

  /** Whether the folder holds exactly what the manifest says. */
  boolean holds(Manifest wanted) throws IOException {
    return Files.isDirectory(folder)
        && manifest().equals(Optional.of(wanted))
        && images() == wanted.count();
  }

  /** Refuses a folder that holds what this program did not make. */
  void requireOurs() throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          folder
              + " is a file; give a folder for the letters that is new, empty or made by dcgan4j");
    }
    boolean ours = manifest().isPresent();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!ours) {
          throw foreign(entry, "the folder has no " + MANIFEST + " of dcgan4j");
        }
        requireOurs(entry);
      }
    }
  }

  private void requireOurs(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    if (name.equals(MANIFEST) || OwnFiles.isOwn(entry)) {
      return;
    }
    if (!name.matches("[A-J]") || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      throw foreign(entry, "it is no class folder");
    }
    try (Stream<Path> images = Files.list(entry)) {
      Optional<Path> other = images.filter(image -> !isImage(image)).findFirst();
      if (other.isPresent()) {
        throw foreign(other.get(), "it is no letter of dcgan4j");
      }
    }
  }

  private InvalidInputException foreign(Path entry, String why) {
    return InvalidInputException.of(
        "%s is not replaced because of %s: %s; give a folder that is new, empty or made by dcgan4j",
        folder, folder.relativize(entry), why);
  }

  /** How many letters there are; -1 where a class folder is missing. */
  private int images() throws IOException {
    int n = 0;
    for (int label = 0; label < FontFace.LETTERS; label++) {
      if (!Files.isDirectory(classFolder(label))) {
        return -1;
      }
      try (Stream<Path> images = Files.list(classFolder(label))) {
        n += (int) images.filter(LetterFolder::isImage).count();
      }
    }
    return n;
  }

  private static boolean isImage(Path file) {
    return IMAGE.matcher(file.getFileName().toString()).matches();
  }
}
