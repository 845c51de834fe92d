package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FontTablesTest {
  private static final int CMAP = 0x636d6170;

  @Test
  void bundledFonts_shouldBeWithinTheBounds() throws IOException {
    for (String resource : FontFaces.bundledResources()) {
      FontTables.checkMaps(font(resource));
    }
  }

  /** Segments that all go from the first character to the last: FontBox walks through each. */
  @Test
  void overlappingSegments_shouldBeRefusedBeforeTheyAreRead() throws IOException {
    int segments = 8000;
    ByteBuffer map = ByteBuffer.allocate(20 + 16 + 8 * segments);
    header(map, 4);
    map.putShort((short) 0xFFFF).putShort((short) 0).putShort((short) (2 * segments));
    map.position(12 + 14);
    for (int i = 0; i < segments; i++) {
      map.putShort((short) 0xFFFE);
    }

    assertRefused(map.array());
  }

  @Test
  void overlappingGroups_shouldBeRefusedBeforeTheyAreRead() throws IOException {
    int groups = 100;
    ByteBuffer map = ByteBuffer.allocate(12 + 16 + 12 * groups);
    header(map, 12);
    map.position(12 + 12);
    map.putInt(groups);
    for (int i = 0; i < groups; i++) {
      map.putInt(0).putInt(0x10FFFF).putInt(1);
    }

    assertRefused(map.array());
  }

  @Test
  void directory_shouldKeepTheTablesOfOutlinesWhereTheyAre() {
    byte[] font = withTables(2, "GSUB", "glyf");

    byte[] reduced = FontTables.ofOutlines(font);

    assertThat(reduced).hasSameSizeAs(font);
    assertThat(ByteBuffer.wrap(reduced).getShort(4)).isEqualTo((short) 1);
    assertThat(new String(reduced, 12, 4, StandardCharsets.ISO_8859_1)).isEqualTo("glyf");
    assertThat(ByteBuffer.wrap(reduced).getInt(20)).as("offset").isEqualTo(1001);
  }

  @Test
  void directory_shouldStayWhereTheFileIsTooShortForIt() {
    byte[] promisesTooMuch = withTables(65_535, "GSUB", "glyf");

    assertThat(FontTables.ofOutlines(promisesTooMuch)).isEqualTo(promisesTooMuch);
    assertThat(FontTables.ofOutlines(new byte[5])).isEqualTo(new byte[5]);
  }

  private static void header(ByteBuffer map, int format) {
    map.putShort((short) 0).putShort((short) 1).putShort((short) 3).putShort((short) 1);
    map.putInt(12).putShort((short) format);
  }

  private static void assertRefused(byte[] map) throws IOException {
    byte[] whole = font(FontFaces.bundledResources().get(0));
    byte[] font = Arrays.copyOf(whole, whole.length + map.length);
    System.arraycopy(map, 0, font, whole.length, map.length);
    ByteBuffer directory = ByteBuffer.wrap(font);
    int entry = 12;
    while (directory.getInt(entry) != CMAP) {
      entry += 16;
    }
    directory.putInt(entry + 8, whole.length).putInt(entry + 12, map.length);

    assertThatThrownBy(() -> FontReader.read("font", font))
        .isInstanceOf(IOException.class)
        .hasMessage("its character maps name more than 4456448 characters");
    assertThat(FontReader.read("font", whole)).hasSize(1);
  }

  private static byte[] font(String resource) throws IOException {
    try (InputStream in = FontTablesTest.class.getResourceAsStream("/" + resource)) {
      return in.readAllBytes();
    }
  }

  private static byte[] withTables(int tables, String... tags) {
    ByteBuffer font = ByteBuffer.allocate(12 + 16 * tags.length);
    font.putInt(0x00010000).putShort((short) tables).position(12);
    for (int i = 0; i < tags.length; i++) {
      font.put(tags[i].getBytes(StandardCharsets.ISO_8859_1)).putInt(0).putInt(1000 + i).putInt(8);
    }
    return font.array();
  }
}
