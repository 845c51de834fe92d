package org.dcgan4j.data.letters;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bounds the work that a font's character maps (its {@code cmap} tables) make. FontBox walks
 * through every character of every range of every map, and in a damaged font the ranges may overlap
 * a million times.
 */
final class CharacterMaps {
  /** Unicode's characters in four maps: more than any honest font has. */
  private static final long MOST = 4L * 0x110000;

  private static final int CMAP = 0x636d6170;
  private static final int COLLECTION = 0x74746366;
  private static final int MOST_FONTS = 1024;

  private final ByteBuffer font;
  private long characters;

  private CharacterMaps(byte[] font) {
    this.font = ByteBuffer.wrap(font);
  }

  /**
   * @param font a font file or a collection; what is cut short is left to FontBox
   * @throws IOException when its maps name too many characters
   */
  static void check(byte[] font) throws IOException {
    try {
      new CharacterMaps(font).file();
    } catch (IndexOutOfBoundsException e) {
      return;
    }
  }

  private void file() throws IOException {
    if (font.getInt(0) != COLLECTION) {
      directory(0);
      return;
    }
    int fonts = Math.min(MOST_FONTS, font.getInt(8));
    for (int i = 0; i < fonts; i++) {
      directory(font.getInt(12 + 4 * i));
    }
  }

  private void directory(int at) throws IOException {
    int tables = unsigned(at + 4);
    for (int i = 0; i < tables; i++) {
      int entry = at + 12 + 16 * i;
      if (font.getInt(entry) == CMAP) {
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
    long groups = font.getInt(at) & 0xFFFFFFFFL;
    for (long i = 0; i < groups; i++) {
      int group = Math.toIntExact(Math.min(Integer.MAX_VALUE, at + 4 + 12 * i));
      long start = font.getInt(group) & 0xFFFFFFFFL;
      long end = font.getInt(group + 4) & 0xFFFFFFFFL;
      count(Math.max(1, end - start + 1));
    }
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(font.getShort(at));
  }

  private void count(long more) throws IOException {
    characters += more;
    if (characters > MOST) {
      throw new IOException("its character maps name more than " + MOST + " characters");
    }
  }
}
