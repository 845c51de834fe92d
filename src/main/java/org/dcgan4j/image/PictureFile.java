package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.AtomicFile;

/** PNG files, grey or RGB: written atomically, and read back where they are 8-bit. */
public final class PictureFile {
  private static final String TEXT = "tEXt";
  private static final String COMMENT = "Comment";

  private static final float JPEG_QUALITY = 0.9f;

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** Bytes of the signature and of the header chunk. */
  private static final int FIRST_CHUNK = 8 + 25;

  private PictureFile() {}

  /** Writes one of many images. */
  public static void write(Images images, int index, Path png) throws IOException {
    byte[] encoded = encode(draw(images, index));
    AtomicFile.write(png, false, part -> Files.write(part, encoded));
  }

  /** One of some images as a picture of its own size. */
  public static BufferedImage draw(Images images, int index) {
    ImageShape shape = images.shape();
    BufferedImage canvas = new BufferedImage(shape.width(), shape.height(), typeFor(shape));
    paint(images.image(index), shape, canvas, 0, 0, 1);
    return canvas;
  }

  /** The type of picture that {@link #paint} paints on. */
  static int typeFor(ImageShape shape) {
    return shape.isGrey() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
  }

  /** Paints an image {@code [C, H, W]}, each of its pixels {@code zoom} wide and high. */
  static void paint(
      byte[] image, ImageShape shape, BufferedImage canvas, int left, int top, int zoom) {
    byte[] target = pixels(canvas);
    int channels = shape.channels();
    for (int y = 0; y < shape.height() * zoom; y++) {
      int from = y / zoom * shape.width();
      int to = ((top + y) * canvas.getWidth() + left) * channels;
      for (int x = 0; x < shape.width() * zoom; x++) {
        for (int c = channels - 1; c >= 0; c--) {
          target[to++] = image[c * shape.area() + from + x / zoom];
        }
      }
    }
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
    return image.getProperty(COMMENT) instanceof String comment
        ? withChunk(bytes.toByteArray(), comment)
        : bytes.toByteArray();
  }

  /** A picture as the bytes of a JPEG file: in colours, a fifth to a tenth of a PNG. */
  public static byte[] encodeJpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The same picture; its file will have the comment. */
  static BufferedImage withComment(BufferedImage image, String comment) {
    Hashtable<String, String> properties = new Hashtable<>(Map.of(COMMENT, comment));
    return new BufferedImage(image.getColorModel(), image.getRaster(), false, properties);
  }

  /**
   * What a picture measures, in pixels.
   *
   * @param coloured whether it is in colours rather than grey
   */
  record Size(int width, int height, boolean coloured) {
    long pixels() {
      return Math.max(1, (long) width * height);
    }

    @Override
    public String toString() {
      return width + " x " + height + " pixels, " + (coloured ? "in colour" : "grey");
    }
  }

  static Size size(BufferedImage picture) {
    boolean coloured = picture.getType() != BufferedImage.TYPE_BYTE_GRAY;
    return new Size(picture.getWidth(), picture.getHeight(), coloured);
  }

  /** As a file's header says it; empty where it does not begin as a PNG. */
  static Optional<Size> size(Path png) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(start(png));
    return start.capacity() < FIRST_CHUNK || start.getLong(0) != SIGNATURE
        ? Optional.empty()
        : Optional.of(new Size(start.getInt(16), start.getInt(20), (start.get(25) & 2) != 0));
  }

  private static byte[] start(Path png) throws IOException {
    try (InputStream in = Files.newInputStream(png)) {
      return in.readNBytes(512);
    }
  }

  /** The comment of a PNG file that has one of ours; else empty. */
  static String comment(Path png) throws IOException {
    byte[] start = start(png);
    int body = FIRST_CHUNK + 8;
    byte[] head = (TEXT + COMMENT + "\0").getBytes(StandardCharsets.US_ASCII);
    int from = body - 4 + head.length;
    if (start.length < from || !Arrays.equals(head, Arrays.copyOfRange(start, body - 4, from))) {
      return "";
    }
    int length = ByteBuffer.wrap(start).getInt(FIRST_CHUNK) - COMMENT.length() - 1;
    return length < 0 || length > start.length - from
        ? ""
        : new String(start, from, length, StandardCharsets.US_ASCII);
  }

  /** Puts a text behind the header (ISO/IEC 15948, 11.3.4.3). */
  private static byte[] withChunk(byte[] png, String comment) {
    byte[] text = (TEXT + COMMENT + "\0" + comment).getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(text);
    return ByteBuffer.allocate(png.length + 8 + text.length)
        .put(png, 0, FIRST_CHUNK)
        .putInt(text.length - TEXT.length())
        .put(text)
        .putInt((int) crc.getValue())
        .put(png, FIRST_CHUNK, png.length - FIRST_CHUNK)
        .array();
  }

  /**
   * Reads an 8-bit PNG, grey or RGB, of at most {@link ImageGrid#MAX_PIXELS} pixels.
   *
   * @throws InvalidInputException when the file is no such picture
   */
  public static BufferedImage read(Path png) throws IOException {
    try (ImageInputStream in = new FileImageInputStream(png.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidInputException(png + " is no PNG picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > ImageGrid.MAX_PIXELS) {
          throw new InvalidInputException(
              png + " has " + pixels + " pixels; at most " + ImageGrid.MAX_PIXELS + " are read");
        }
        BufferedImage image = reader.read(0);
        if (image.getType() != BufferedImage.TYPE_BYTE_GRAY
            && image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
          throw new InvalidInputException(png + " is not an 8-bit grey or RGB picture");
        }
        return image;
      } catch (IIOException e) {
        throw new InvalidInputException(png + " is a damaged picture: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** The bytes of an 8-bit picture, {@code [H, W]} or {@code [H, W, BGR]}: not a copy. */
  static byte[] pixels(BufferedImage picture) {
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }

  private static final Pattern LAYOUT =
      Pattern.compile(
          "([13])x(\\d{1,4})x(\\d{1,4}) in (\\d{1,5}) x (\\d{1,5}), zoom (\\d{1,3}), left (\\d{1,5})");

  /** The images of a picture, and how they are laid out there. */
  public record GridPicture(ImageGrid grid, Images images) {}

  /**
   * Reads images back from a picture that {@link ImageGrid#draw} made and that says how it is laid
   * out.
   *
   * @param older the layout of a picture that does not say, of an older build; null for none
   * @return empty for any other picture
   */
  public static Optional<GridPicture> readGrid(Path png, ImageGrid older) throws IOException {
    Matcher said = LAYOUT.matcher(comment(png));
    boolean told = said.matches();
    if (!told && older == null) {
      return Optional.empty();
    }
    int[] n = IntStream.range(1, told ? 8 : 1).map(i -> Integer.parseInt(said.group(i))).toArray();
    ImageGrid grid =
        told ? ImageGrid.of(new ImageShape(n[0], n[1], n[2]), n[3], n[4]).withZoom(n[5]) : older;
    return grid.images(read(png), told ? n[6] : 0).map(all -> new GridPicture(grid, all));
  }
}
