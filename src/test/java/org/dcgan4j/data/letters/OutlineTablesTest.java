package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutlineTablesTest {

  @Test
  void directory_shouldKeepTheTablesOfOutlinesWhereTheyAre() {
    byte[] font = font(2, "GSUB", "glyf");

    byte[] reduced = OutlineTables.of(font);

    assertThat(reduced).hasSameSizeAs(font);
    assertThat(ByteBuffer.wrap(reduced).getShort(4)).isEqualTo((short) 1);
    assertThat(new String(reduced, 12, 4, StandardCharsets.ISO_8859_1)).isEqualTo("glyf");
    assertThat(ByteBuffer.wrap(reduced).getInt(20)).as("offset").isEqualTo(1001);
  }

  @Test
  void directory_shouldStayWhereTheFileIsTooShortForIt() {
    byte[] promisesTooMuch = font(65_535, "GSUB", "glyf");

    assertThat(OutlineTables.of(promisesTooMuch)).isEqualTo(promisesTooMuch);
    assertThat(OutlineTables.of(new byte[5])).isEqualTo(new byte[5]);
  }

  private static byte[] font(int tables, String... tags) {
    ByteBuffer font = ByteBuffer.allocate(12 + 16 * tags.length);
    font.putInt(0x00010000).putShort((short) tables).position(12);
    for (int i = 0; i < tags.length; i++) {
      font.put(tags[i].getBytes(StandardCharsets.ISO_8859_1)).putInt(0).putInt(1000 + i).putInt(8);
    }
    return font.array();
  }
}
