package org.dcgan4j.data.letters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Leaves only those tables in a font's directory that outlines need. FontBox reads every table
 * there is, and kerning and ligatures take most of its time and most of its complaints.
 */
final class OutlineTables {
  private static final Set<String> NEEDED =
      Set.of("cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF ");

  private static final int COUNT_AT = 4;
  private static final int HEADER = 12;
  private static final int ENTRY = 16;
  private static final int TAG = 4;

  private OutlineTables() {}

  /** The font with a shorter directory; one too short for its directory is left to FontBox. */
  static byte[] of(byte[] font) {
    if (font.length < HEADER) {
      return font;
    }
    byte[] reduced = font.clone();
    ByteBuffer directory = ByteBuffer.wrap(reduced);
    int tables = Short.toUnsignedInt(directory.getShort(COUNT_AT));
    if (font.length < HEADER + tables * ENTRY) {
      return font;
    }
    short kept = 0;
    for (int i = 0; i < tables; i++) {
      int from = HEADER + i * ENTRY;
      if (NEEDED.contains(new String(font, from, TAG, StandardCharsets.ISO_8859_1))) {
        System.arraycopy(font, from, reduced, HEADER + kept * ENTRY, ENTRY);
        kept++;
      }
    }
    directory.putShort(COUNT_AT, kept);
    return reduced;
  }
}
