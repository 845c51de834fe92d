package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CharacterMapsTest {
  private static final int CMAP = 0x636d6170;

  @Test
  void bundledFonts_shouldBeWithinTheBounds() throws IOException {
    for (String resource : BundledFonts.resources()) {
      CharacterMaps.check(font(resource));
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

  private static void header(ByteBuffer map, int format) {
    map.putShort((short) 0).putShort((short) 1).putShort((short) 3).putShort((short) 1);
    map.putInt(12).putShort((short) format);
  }

  private static void assertRefused(byte[] map) throws IOException {
    byte[] whole = font(BundledFonts.resources().get(0));
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
    try (InputStream in = CharacterMapsTest.class.getResourceAsStream("/" + resource)) {
      return in.readAllBytes();
    }
  }
}
