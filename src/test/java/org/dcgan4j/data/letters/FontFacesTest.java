package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.BadFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontFacesTest {
  private static final String TRUE_TYPE = "/com/formdev/flatlaf/fonts/roboto/Roboto-Bold.ttf";
  private static final String CFF = "/com/formdev/flatlaf/fonts/inter/Inter-Light.otf";

  @TempDir Path folder;

  @Test
  void bundled_shouldReadEveryListedFontInOrder() {
    FontFaces faces = FontFaces.bundled();

    assertThat(faces.size()).isEqualTo(52);
    assertThat(faces.names()).isEqualTo(FontFaces.bundledNames()).doesNotHaveDuplicates();
    assertThat(faces.names()).startsWith("LiberationMono-Bold").endsWith("Inter-SemiBoldItalic");
  }

  @Test
  void bundled_shouldHaveNoTwoFacesThatDrawTheSame() {
    assertThat(FontFaces.bundled().faces().stream().map(face -> Outlines.describe(face)))
        .hasSize(52)
        .doesNotHaveDuplicates();
  }

  @Test
  void fromFolder_shouldReadTrueTypeCffAndCollectionsBelowIt() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.write(folder.resolve("b/c/round one.OTF"), font(CFF));
    Files.write(folder.resolve("a.ttf"), font(TRUE_TYPE));
    Files.write(folder.resolve("z.ttc"), collectionOf(font(TRUE_TYPE)));
    Files.writeString(folder.resolve("OFL.txt"), "a licence");

    FontFaces faces = FontFaces.fromFolder(folder);

    assertThat(faces.names()).containsExactly("a", "round_one", "z");
    assertThat(faces.badFiles()).isEmpty();
    List<String> drawn = faces.faces().stream().map(Outlines::describe).toList();
    assertThat(drawn.get(2)).isEqualTo(drawn.get(0)).isNotEqualTo(drawn.get(1));
  }

  @Test
  void fromFolder_shouldSkipAndNameBadFonts() throws IOException {
    Files.write(folder.resolve("good.ttf"), font(TRUE_TYPE));
    Files.write(folder.resolve("cut.ttf"), Arrays.copyOf(font(TRUE_TYPE), 40_000));
    Files.write(folder.resolve("cut.otf"), Arrays.copyOf(font(CFF), 40_000));
    Files.writeString(folder.resolve("text.ttf"), "no font at all");
    Files.write(folder.resolve("empty.ttc"), new byte[0]);
    try (RandomAccessFile large =
        new RandomAccessFile(folder.resolve("large.ttf").toFile(), "rw")) {
      large.setLength(FontFaces.MOST_BYTES + 1);
    }

    FontFaces faces = FontFaces.fromFolder(folder);

    assertThat(faces.names()).containsExactly("good");
    assertThat(faces.badFiles())
        .extracting(BadFile::name)
        .containsExactly("cut.otf", "cut.ttf", "empty.ttc", "large.ttf", "text.ttf");
    assertThat(faces.badFiles()).allSatisfy(bad -> assertThat(bad.reason()).isNotBlank());
    assertThat(faces.badFiles().get(3).reason()).contains("67108865 bytes", "64 MiB");
  }

  @Test
  void fromFolder_shouldSurviveAnyDamage() throws IOException {
    byte[] original = font(CFF);
    Files.write(folder.resolve("good.ttf"), font(TRUE_TYPE));
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] damaged = original.clone();
      for (int n = 0; n < 40; n++) {
        damaged[random.nextInt(n < 20 ? 400 : damaged.length)] = (byte) random.nextInt();
      }
      Files.write(folder.resolve("damaged" + i + ".otf"), damaged);
    }

    FontFaces faces = FontFaces.fromFolder(folder);

    assertThat(faces.size() + faces.badFiles().size()).isEqualTo(21);
    assertThat(faces.names()).contains("good");
  }

  @Test
  void fromFolder_shouldNotFollowLoopsOfLinks() throws IOException {
    Files.createDirectory(folder.resolve("inside"));
    Files.write(folder.resolve("inside/a.ttf"), font(TRUE_TYPE));
    Files.createSymbolicLink(folder.resolve("inside/loop"), folder);

    assertThat(FontFaces.fromFolder(folder).names()).containsExactly("a");
  }

  @Test
  void fromFolder_shouldSayWhatIsWrongWhenNoFontIsUsable() throws IOException {
    assertThatThrownBy(() -> FontFaces.fromFolder(folder.resolve("nowhere")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nowhere is not a folder");
    assertThatThrownBy(() -> FontFaces.fromFolder(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has no usable font");
    Files.writeString(folder.resolve("text.ttf"), "no font at all");
    assertThatThrownBy(() -> FontFaces.fromFolder(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("text.ttf:");
  }

  private static byte[] font(String resource) throws IOException {
    try (InputStream in = FontFacesTest.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }

  /** A collection of one font: its header of 16 bytes, then the font with its tables moved on. */
  private static byte[] collectionOf(byte[] font) {
    int header = 16;
    ByteBuffer out = ByteBuffer.allocate(header + font.length);
    out.putInt(0x74746366).putInt(0x00010000).putInt(1).putInt(header).put(font);
    int tables = out.getShort(header + 4);
    for (int i = 0; i < tables; i++) {
      int offset = header + 12 + 16 * i + 8;
      out.putInt(offset, out.getInt(offset) + header);
    }
    return out.array();
  }
}
