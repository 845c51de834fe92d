package org.dcgan4j.data.letters;

import java.util.List;

/**
 * The letters A to J of one typeface at one weight and slant.
 *
 * @param name safe in a file name: letters, digits, {@code - _ .} only, at most 60
 * @param glyphs one for each letter, A first
 */
public record FontFace(String name, List<Glyph> glyphs) {
  /** How many letters there are: notMNIST's ten, A to J. */
  static final int LETTERS = 10;

  private static final int LONGEST_NAME = 60;

  public FontFace {
    glyphs = List.copyOf(glyphs);
    if (glyphs.size() != LETTERS) {
      throw new IllegalArgumentException(glyphs.size() + " glyphs; a face has " + LETTERS);
    }
    if (name.isEmpty() || name.length() > LONGEST_NAME || !name.equals(safe(name))) {
      throw new IllegalArgumentException("not safe in a file name: " + name);
    }
  }

  /** A name for a face from that of its file: the path's last part, made safe. */
  static String nameOf(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String stem = safe(file.substring(0, Math.max(file.lastIndexOf('.'), 0)));
    return stem.isEmpty() ? "font" : stem.substring(0, Math.min(stem.length(), LONGEST_NAME));
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** The letter of class {@code index}, 0 for A to 9 for J. */
  static char letter(int index) {
    return (char) ('A' + index);
  }
}
