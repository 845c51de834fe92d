package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;

/** PNG files: written atomically, and read back where they are 8-bit grey. */
public final class GreyPng {
  private GreyPng() {}

  /**
   * Writes one of many images.
   *
   * @param pixels {@code [height * width]}, 0 black to 255 white
   */
  public static void write(byte[] pixels, int height, int width, Path png) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    System.arraycopy(pixels, 0, pixels(image), 0, pixels.length);
    byte[] encoded = encode(image);
    AtomicFile.write(png, false, part -> Files.write(part, encoded));
  }

  /** Writes any picture; a reader never sees half of it. */
  public static void write(BufferedImage image, Path png) throws IOException {
    byte[] encoded = encode(image);
    AtomicFile.write(png, part -> Files.write(part, encoded));
  }

  /**
   * A picture as the bytes of a PNG file. In memory: ImageIO's own way through a temporary file
   * needs a shutdown hook, and none can be added any more by a training that is just told to end.
   */
  public static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an 8-bit grey PNG of at most {@link ImageGrid#MAX_PIXELS} pixels.
   *
   * @throws InvalidInputException when the file is no such picture
   */
  public static BufferedImage read(Path png) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(png.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidInputException(png + " is no PNG picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        return read(reader, png);
      } catch (IIOException e) {
        throw new InvalidInputException(png + " is a damaged picture: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage read(ImageReader reader, Path png) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > ImageGrid.MAX_PIXELS) {
      throw new InvalidInputException(
          png + " has " + pixels + " pixels; at most " + ImageGrid.MAX_PIXELS + " are read");
    }
    BufferedImage image = reader.read(0);
    if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      throw new InvalidInputException(png + " is not an 8-bit grey picture");
    }
    return image;
  }

  /** The pixels of an 8-bit grey picture, {@code [height * width]}: not a copy. */
  static byte[] pixels(BufferedImage grey) {
    return ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
  }
}
