package org.dcgan4j.data.letters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fonts on the class path: a fixed list, because a jar's folders cannot be listed portably. */
final class BundledFonts {
  private static final String LIST = "/org/dcgan4j/data/letters/bundled-fonts.txt";

  private BundledFonts() {}

  /** The resources that are fonts, in the order of the faces. */
  static List<String> resources() {
    String list = new String(bytes(LIST), StandardCharsets.UTF_8);
    return list.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  /** The names of the faces, without reading the fonts. */
  static List<String> names() {
    return resources().stream().map(FontFace::nameOf).toList();
  }

  static List<FontFace> faces() {
    return resources().parallelStream().map(BundledFonts::face).toList();
  }

  private static FontFace face(String resource) {
    try {
      return FontReader.read(FontFace.nameOf(resource), bytes("/" + resource)).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException("bundled font " + resource + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = BundledFonts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
