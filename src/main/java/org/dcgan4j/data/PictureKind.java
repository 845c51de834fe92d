package org.dcgan4j.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dcgan4j.binding.Text;

/** What a picture file is, told by its first bytes; and its decoder, where there is one. */
enum PictureKind {
  PNG(true, "89504E47"),
  JPEG(true, "FFD8FF"),
  GIF(true, "474946383"),
  BMP(true, "424D"),
  WEBP(false, "52494646........57454250"),
  TIFF(false, "49492A00|4D4D002A"),
  HEIF(false, "........66747970");

  private static final Set<String> ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff", "heic",
          "heif", "avif");

  private final boolean read;
  private final String signature;

  PictureKind(boolean read, String signature) {
    this.read = read;
    this.signature = signature;
  }

  /** Whether a file is named as a picture is. */
  static boolean named(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Null for what is none of them. */
  static PictureKind of(byte[] file) {
    String start = HexFormat.of().withUpperCase().formatHex(file, 0, Math.min(12, file.length));
    for (PictureKind kind : values()) {
      if (start.matches("(" + kind.signature + ").*")) {
        return kind;
      }
    }
    return null;
  }

  /**
   * Decodes a file of this kind.
   *
   * @throws UnreadableImageException with the reason
   */
  Picture decode(byte[] file) throws UnreadableImageException {
    if (!read) {
      throw new UnreadableImageException(
          "a " + this + " picture, which is not read (legal are PNG, JPEG, GIF and BMP)");
    }
    return this == PNG ? PngDecoder.decode(file) : decodeByJdk(file);
  }

  private Picture decodeByJdk(byte[] file) throws UnreadableImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(name()).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      int height = reader.getHeight(0);
      int width = reader.getWidth(0);
      PngStructure.requireLegal(width, height);
      Picture picture = new Picture(height, width);
      fill(picture, reader.read(0));
      picture.animated(this == GIF && reader.getNumImages(true) > 1);
      return picture;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException(
          "damaged, or no " + this + " picture that is read: " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  private static void fill(Picture picture, BufferedImage image) throws IOException {
    if (image.getHeight() != picture.height || image.getWidth() != picture.width) {
      throw new IOException(
          Text.format("%dx%d pixels come out", image.getWidth(), image.getHeight()));
    }
    Raster raster = image.getRaster();
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && raster.getNumBands() == 1
            && raster.getSampleModel().getSampleSize(0) == 8;
    for (int y = 0, at = 0; y < picture.height; y++) {
      for (int x = 0; x < picture.width; x++, at++) {
        // As a colour, the JDK would take grey for linear light.
        int rgb = grey ? raster.getSample(x, y, 0) * 0x10101 | 0xFF << 24 : image.getRGB(x, y);
        picture.set(at, rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, rgb >>> 24, 255);
      }
    }
  }
}
