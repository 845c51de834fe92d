package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.dcgan4j.config.DataConfig.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotographTest {
  /** Blocks of colours and some noise, so that a channel or a pixel out of place shows. */
  private static BufferedImage photograph(int type) {
    BufferedImage image = new BufferedImage(37, 50, type);
    Random random = new Random(3);
    for (int i = 0; i < 37 * 50; i++) {
      int x = i % 37;
      int y = i / 37;
      int rgb = (x / 8 * 60) << 16 | (y / 8 * 40) << 8 | 40 + random.nextInt(30);
      image.setRGB(x, y, rgb);
    }
    return image;
  }

  private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** With an EXIF that turns it. */
  private static byte[] turned(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0MM".getBytes());
    exif.putShort((short) 42).putInt(8).putShort((short) 1).putShort((short) 0x112);
    exif.putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 36);
    return whole.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 1", "false, 3", "false, 6", "true, 8"})
  void usualJpeg_shouldHaveThePixelsOfTheReaderForAll(boolean progressive, int orientation)
      throws IOException {
    byte[] file = turned(jpeg(photograph(BufferedImage.TYPE_INT_RGB), progressive), orientation);
    BufferedImage all = ImageIO.read(new ByteArrayInputStream(file));

    Picture picture = PictureKind.decode(file);
    int width = picture.shape.width();
    int height = picture.shape.height();
    byte[] pixels = picture.take(new ImageShape(3, height, width), Fit.CROP);

    assertThat(picture.colour).isTrue();
    assertThat(picture.oneColour).isFalse();
    assertThat(width).isEqualTo(orientation > 4 ? 50 : 37);
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      int rgb =
          switch (orientation) {
            case 3 -> all.getRGB(36 - x, 49 - y);
            case 6 -> all.getRGB(y, 49 - x);
            case 8 -> all.getRGB(36 - y, x);
            default -> all.getRGB(x, y);
          };
      for (int c = 0; c < 3; c++) {
        assertThat(pixels[c * width * height + i])
            .as("channel %d of %d, %d", c, x, y)
            .isEqualTo((byte) (rgb >> 16 - 8 * c));
      }
    }
  }

  @Test
  void colouredJpeg_shouldTurnGreyByBt601() throws IOException {
    byte[] file = jpeg(photograph(BufferedImage.TYPE_INT_RGB), false);
    BufferedImage all = ImageIO.read(new ByteArrayInputStream(file));

    byte[] grey = PictureKind.decode(file).take(ImageShape.grey(50, 37), Fit.CROP);

    for (int i = 0; i < grey.length; i++) {
      int rgb = all.getRGB(i % 37, i / 37);
      double expected =
          0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
      assertThat(grey[i] & 0xFF).isBetween((int) (expected - 0.51), (int) (expected + 1));
    }
  }

  @Test
  void greyJpeg_shouldKeepItsBytes() throws IOException {
    byte[] file = jpeg(photograph(BufferedImage.TYPE_BYTE_GRAY), false);
    int[] samples =
        ImageIO.read(new ByteArrayInputStream(file))
            .getRaster()
            .getSamples(0, 0, 37, 50, 0, (int[]) null);

    Picture picture = PictureKind.decode(file);

    assertThat(picture.colour).isFalse();
    byte[] grey = picture.take(ImageShape.grey(50, 37), Fit.CROP);
    for (int i = 0; i < grey.length; i++) {
      assertThat(grey[i] & 0xFF).isEqualTo(samples[i]);
    }
  }
}
