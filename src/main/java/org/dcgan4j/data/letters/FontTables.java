package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The tables of a font file or collection as they stand there, before FontBox reads them. */
final class FontTables {
  private static final Set<String> OF_OUTLINES =
      Set.of("cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF ");

  /** Unicode's characters in four maps: more than any honest font has. */
  private static final long MOST_CHARACTERS = 4L * 0x110000;

  private static final int MOST_FONTS = 1024;
  private static final int COUNT_AT = 4;
  private static final int HEADER = 12;
  private static final int ENTRY = 16;

  private final ByteBuffer font;
  private long characters;

  private FontTables(byte[] font) {
    this.font = ByteBuffer.wrap(font);
  }

  static boolean isCollection(byte[] font) {
    return font.length >= 4 && new FontTables(font).tag(0).equals("ttcf");
  }

  /**
   * The font with only those tables in its directory that outlines need: FontBox reads every table
   * there is, and kerning and ligatures take most of its time and most of its complaints. One too
   * short for its directory is left to FontBox.
   */
  static byte[] ofOutlines(byte[] font) {
    FontTables all = new FontTables(font);
    if (font.length < HEADER || font.length < HEADER + all.unsigned(COUNT_AT) * ENTRY) {
      return font;
    }
    byte[] reduced = font.clone();
    short kept = 0;
    for (int i = 0; i < all.unsigned(COUNT_AT); i++) {
      int from = HEADER + i * ENTRY;
      if (OF_OUTLINES.contains(all.tag(from))) {
        System.arraycopy(font, from, reduced, HEADER + kept++ * ENTRY, ENTRY);
      }
    }
    ByteBuffer.wrap(reduced).putShort(COUNT_AT, kept);
    return reduced;
  }

  /**
   * Bounds the work that character maps ({@code cmap} tables) make. FontBox walks through every
   * character of every range of every map, and in a damaged font the ranges may overlap a million
   * times.
   *
   * @param font what is cut short is left to FontBox
   * @throws IOException when its maps name too many characters
   */
  static void checkMaps(byte[] font) throws IOException {
    FontTables tables = new FontTables(font);
    try {
      if (!isCollection(font)) {
        tables.directory(0);
        return;
      }
      int fonts = Math.min(MOST_FONTS, tables.font.getInt(8));
      for (int i = 0; i < fonts; i++) {
        tables.directory(tables.font.getInt(HEADER + 4 * i));
      }
    } catch (IndexOutOfBoundsException e) {
      return;
    }
  }

  private void directory(int at) throws IOException {
    int tables = unsigned(at + COUNT_AT);
    for (int i = 0; i < tables; i++) {
      int entry = at + HEADER + ENTRY * i;
      if (tag(entry).equals("cmap")) {
        maps(font.getInt(entry + 8));
      }
    }
  }

  private void maps(int table) throws IOException {
    int maps = unsigned(table + 2);
    for (int i = 0; i < maps; i++) {
      try {
        map(table + font.getInt(table + 4 + 8 * i + 4));
      } catch (IndexOutOfBoundsException e) {
        continue; // it ends before it says; the next one may not
      }
    }
  }

  private void map(int at) throws IOException {
    switch (unsigned(at)) {
      case 2 -> highBytes(at);
      case 4 -> segments(at);
      case 8 -> groups(at + 12 + 8192);
      case 12, 13 -> groups(at + 12);
      default -> count(0x10000);
    }
  }

  private void highBytes(int at) throws IOException {
    int highest = 0;
    for (int i = 0; i < 256; i++) {
      highest = Math.max(highest, unsigned(at + 6 + 2 * i) / 8);
    }
    for (int i = 0; i <= highest; i++) {
      count(unsigned(at + 6 + 512 + 8 * i + 2));
    }
  }

  private void segments(int at) throws IOException {
    int segments = unsigned(at + 6) / 2;
    for (int i = 0; i < segments; i++) {
      int end = unsigned(at + 14 + 2 * i);
      int start = unsigned(at + 16 + 2 * segments + 2 * i);
      count(Math.max(0, end - start + 1));
    }
  }

  private void groups(int at) throws IOException {
    long groups = Integer.toUnsignedLong(font.getInt(at));
    for (long i = 0; i < groups; i++) {
      int group = Math.toIntExact(Math.min(Integer.MAX_VALUE, at + 4 + 12 * i));
      long start = Integer.toUnsignedLong(font.getInt(group));
      long end = Integer.toUnsignedLong(font.getInt(group + 4));
      count(Math.max(1, end - start + 1));
    }
  }

  private void count(long more) throws IOException {
    characters += more;
    if (characters > MOST_CHARACTERS) {
      throw new IOException("its character maps name more than " + MOST_CHARACTERS + " characters");
    }
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(font.getShort(at));
  }

  private String tag(int at) {
    byte[] tag = new byte[4];
    font.get(at, tag);
    return new String(tag, StandardCharsets.ISO_8859_1);
  }
}
