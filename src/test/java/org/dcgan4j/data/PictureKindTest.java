package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.dcgan4j.config.DataConfig.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as other programs write them, see src/test/resources/pictures. */
class PictureKindTest {
  private static final int[][] FIELDS = {
    {200, 40, 40}, {40, 180, 60}, {50, 60, 200}, {230, 220, 90}
  };
  private static final int HEIGHT = 32;
  private static final int WIDTH = 48;

  /** For what is lossy, or of fewer bits. */
  private static final int NEAR = 6;

  static byte[] file(String name) {
    try (InputStream in = PictureKindTest.class.getResourceAsStream("/pictures/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static byte[] colours(Picture picture) {
    ImageShape own = picture.shape;
    return picture.take(new ImageShape(3, own.height(), own.width()), Fit.CROP);
  }

  private static int at(byte[] planes, int channel, int y, int x) {
    return planes[(channel * HEIGHT + y) * WIDTH + x] & 0xFF;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "cmyk-progressive.jpg",
        "ycck.jpg",
        "rgb.jpg",
        "thumbnail-and-turned.jpg",
        "mpo.jpg",
        "runs.bmp",
        "16-bit.bmp",
        "os2.bmp",
        "top-down.bmp",
        "alpha.bmp",
        "unused-alpha.bmp",
        "interlaced.gif",
        "animated.gif",
        "lossless.webp",
        "lossy.webp",
        "lossy-and-alpha.webp",
        "turned.webp",
        "lossy-and-turned.webp",
        "interlaced.png",
        "16-bit.png",
        "16-bit-alpha.png",
        "animated.png"
      })
  void picture_shouldHaveItsColoursWhereTheyAreShown(String name) {
    Picture picture = PictureKind.decode(file(name));

    assertThat(picture.shape).isEqualTo(ImageShape.grey(HEIGHT, WIDTH));
    assertThat(picture.transparent).isEqualTo(name.contains("alpha") && !name.contains("unused"));
    assertThat(picture.deep).isEqualTo(name.matches("16-bit.*png"));
    assertThat(picture.animated).isEqualTo(name.startsWith("animated"));
    byte[] shown = colours(picture);
    for (int field = 0; field < FIELDS.length; field++) {
      for (int c = 0; c < 3; c++) {
        assertThat(at(shown, c, 12 + field / 2 * 16, 16 + field % 2 * 24))
            .as("field %d, channel %d", field, c)
            .isBetween(FIELDS[field][c] - NEAR, FIELDS[field][c] + NEAR);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "grey.jpg, 88 124 73 208",
    "16-bit-grey.png, 88 124 73 208",
    "1-bit.png, 0 0 0 255",
    "1-bit.bmp, 0 0 0 255"
  })
  void greyPicture_shouldBeGrey(String name, String fields) {
    Picture picture = PictureKind.decode(file(name));
    assertThat(picture.colour).isFalse();
    byte[] shown = picture.take(picture.shape, Fit.CROP);
    int[] expected = Arrays.stream(fields.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (int field = 0; field < expected.length; field++) {
      assertThat(at(shown, 0, 8 + field / 2 * 16, 12 + field % 2 * 24)).isEqualTo(expected[field]);
    }
  }

  @ParameterizedTest
  @CsvSource({"transparent.gif, 255 255 255", "palette-alpha.png, 152 157 227"})
  void transparentColour_shouldStandOnWhite(String name, String blueOrRed) {
    byte[] shown = colours(PictureKind.decode(file(name)));
    int y = name.endsWith("gif") ? 8 : 24;
    assertThat(at(shown, 0, y, 12) + " " + at(shown, 1, y, 12) + " " + at(shown, 2, y, 12))
        .isEqualTo(blueOrRed);
  }

  @Test
  void partOfAnAnimation_shouldStandOnItsCanvas() {
    Picture picture = PictureKind.decode(file("animated-part-of-canvas.webp"));

    assertThat(picture.shape).isEqualTo(ImageShape.grey(40, 60));
    assertThat(picture.animated).isTrue();
    byte[] shown = colours(picture);
    assertThat(shown[0]).as("beside it").isEqualTo((byte) 255);
    assertThat(shown[60 * 4 + 8] & 0xFF).as("its first pixel").isEqualTo(FIELDS[0][0]);
  }

  @Test
  void lossyWebp_shouldBeDecodedAsByItsReference() {
    byte[] read = colours(PictureKind.decode(file("smooth.webp")));
    byte[] reference = colours(PictureKind.decode(file("smooth.png")));
    double apart = 0;
    for (int i = 0; i < read.length; i++) {
      apart += Math.abs((read[i] & 0xFF) - (reference[i] & 0xFF)) / (double) read.length;
    }
    // 119 where the prediction beyond the upper left corner is wrong.
    assertThat(apart).isLessThan(6);
  }

  @Test
  void cutWebp_shouldBeRefused() {
    byte[] whole = file("lossless.webp");
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    assertThatThrownBy(() -> PictureKind.decode(cut))
        .hasMessage("truncated: its header promises 80 bytes, it has 71");
    whole[16] = 120;
    assertThatThrownBy(() -> PictureKind.decode(whole))
        .hasMessage("damaged: the chunk at byte 12 promises 120 bytes, 60 follow");
  }

  @Test
  void exif_shouldBeFoundBehindOtherSegmentsAlone() {
    byte[] turned = file("thumbnail-and-turned.jpg");
    byte[] other = "Exif\0\0 is no EXIF but a word in a comment".repeat(1000).getBytes();
    byte[] more = new byte[turned.length + other.length + 4];
    System.arraycopy(turned, 0, more, 0, 2);
    more[2] = (byte) 0xFF;
    more[3] = (byte) 0xFE;
    more[4] = (byte) (other.length + 2 >> 8);
    more[5] = (byte) (other.length + 2);
    System.arraycopy(other, 0, more, 6, other.length);
    System.arraycopy(turned, 2, more, 6 + other.length, turned.length - 2);

    assertThat(PictureKind.decode(more).orientation).isEqualTo(6);
  }

  @Test
  void moreBitsThanAreRead_shouldBeNamed() {
    assertThatThrownBy(() -> PictureKind.decode(file("12-bit.jpg")))
        .hasMessage("a JPEG of 12 bits a channel, legal are 8");
  }

  @Test
  void promisesThatAFileCannotKeep_shouldBeRefusedBeforeTheyAreBelieved() {
    byte[] bmp = file("runs.bmp");
    bmp[30] = 4;
    assertThatThrownBy(() -> PictureKind.decode(bmp))
        .hasMessage("a BMP around a JPEG or PNG, which is not read");
    byte[] gif = file("interlaced.gif");
    gif[7] = 20;
    gif[9] = 20;
    assertThatThrownBy(() -> PictureKind.decode(gif))
        .hasMessage("header promises 5168x5152 pixels in 217 bytes, which no photograph has");
    byte[] webp = file("animated-part-of-canvas.webp");
    webp[26] = 1;
    assertThatThrownBy(() -> PictureKind.decode(webp))
        .hasMessageStartingWith("header promises 65596x40 pixels, legal are sides of 1 to 16384");
  }
}
