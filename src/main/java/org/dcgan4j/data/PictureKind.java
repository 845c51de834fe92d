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
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/** What a picture file is, told by its first bytes; and its decoder, where there is one. */
enum PictureKind {
  PNG("89504E47"),
  JPEG("FFD8FF"),
  GIF("474946383"),
  BMP("424D"),
  WEBP("52494646........57454250"),
  TIFF("49492A00|4D4D002A"),
  HEIF("........66747970");

  private static final Set<PictureKind> READ = Set.of(PNG, JPEG, GIF, BMP);
  private static final Set<String> ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff", "heic",
          "heif", "avif");

  private final String signature;

  PictureKind(String signature) {
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

  /** Decodes a file, or refuses it with the reason why it is no usable picture. */
  static Picture decode(byte[] file) {
    PictureKind kind = of(file);
    if (kind == null) {
      throw new InvalidInputException(
          file.length == 0
              ? "empty file (0 bytes)"
              : "no picture: its first bytes are not those of PNG, JPEG, GIF or BMP");
    }
    if (!READ.contains(kind)) {
      throw new InvalidInputException(
          "a " + kind + " picture, which is not read (legal are PNG, JPEG, GIF and BMP)");
    }
    return kind == PNG ? PngDecoder.decode(file) : kind.decodeByJdk(file);
  }

  private Picture decodeByJdk(byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(name()).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      Picture picture = new Picture(this, reader.getHeight(0), reader.getWidth(0));
      fill(picture, reader.read(0));
      picture.animated = this == GIF && reader.getNumImages(true) > 1;
      return picture;
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          "damaged, or no " + this + " picture that is read: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static void fill(Picture picture, BufferedImage image) throws IOException {
    if (!picture.shape.equals(ImageShape.grey(image.getHeight(), image.getWidth()))) {
      throw new IOException(
          Text.format("%dx%d pixels come out", image.getWidth(), image.getHeight()));
    }
    Raster raster = image.getRaster();
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && raster.getNumBands() == 1
            && raster.getSampleModel().getSampleSize(0) == 8;
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++, at++) {
        // As a colour, the JDK would take grey for linear light.
        int rgb = grey ? raster.getSample(x, y, 0) * 0x10101 | 0xFF << 24 : image.getRGB(x, y);
        picture.set(at, rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, rgb >>> 24, 255);
      }
    }
  }
}
