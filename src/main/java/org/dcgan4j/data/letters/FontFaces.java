package org.dcgan4j.data.letters;

import java.nio.file.Path;
import java.util.List;
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
   * @throws org.dcgan4j.binding.InvalidInputException when there is no such folder, when it holds
   *     more than 10,000 fonts, or no usable one
   */
  public static FontFaces fromFolder(Path folder) {
    return FontFolder.read(folder);
  }

  public int size() {
    return faces.size();
  }

  /** The names of the faces, in order. */
  List<String> names() {
    return faces.stream().map(FontFace::name).toList();
  }

  /** Loaded with the first use. */
  private static final class Bundled {
    static final FontFaces FACES = new FontFaces(BUNDLED, BundledFonts.faces(), List.of());
  }
}
