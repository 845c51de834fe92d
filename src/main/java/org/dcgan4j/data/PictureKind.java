package org.dcgan4j.data;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.IoProblem;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** What a picture file is, told by its first bytes; and its decoder, where there is one. */
enum PictureKind {
  PNG("89504E47"),
  JPEG("FFD8FF"),
  GIF("474946383"),
  BMP("424D"),
  WEBP("52494646........57454250"),
  TIFF("49492A00|4D4D002A"),
  HEIF("........66747970");

  private static final Set<PictureKind> READ = Set.of(PNG, JPEG, GIF, BMP, WEBP);
  private static final Set<String> ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff", "heic",
          "heif", "avif");

  /**
   * What the JDK warns of and goes on, with pixels that are none of the picture's; a few bytes of
   * padding are not that.
   */
  private static final Pattern DAMAGE =
      Pattern.compile("(?i)^(?!.*data: \\d extraneous).*(corrupt|premature|truncated|missing)");

  private static final Module JDK = ImageIO.class.getModule();

  /** A byte each, in the order of the decoder's: another one takes it as long as decoding. */
  private static final ImageTypeSpecifier RGB =
      ImageTypeSpecifier.createInterleaved(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          new int[] {0, 1, 2},
          DataBuffer.TYPE_BYTE,
          false,
          false);

  private final String signature;

  PictureKind(String signature) {
    this.signature = signature;
  }

  /** Whether a file is named as a picture is. */
  static boolean named(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Whether a file begins as one of them, whatever its name. */
  static boolean isOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(12)) != null;
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + IoProblem.of(e), e);
    }
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
              : "no picture: its first bytes are not those of PNG, JPEG, GIF, BMP or WebP");
    }
    if (!READ.contains(kind)) {
      throw new InvalidInputException(
          "a " + kind + " picture, which is not read (legal are PNG, JPEG, GIF, BMP and WebP)");
    }
    return kind == PNG ? PngDecoder.decode(file) : kind.decodeByJdk(file);
  }

  private Picture decodeByJdk(byte[] file) {
    PictureParts parts = new PictureParts(this, file);
    int bands = this == JPEG ? usualBands(file) : 0;
    ImageReader reader = reader(bands > 0);
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      // An animation's first picture may be a part of its canvas.
      Rectangle part = new Rectangle(reader.getWidth(0), reader.getHeight(0));
      part.setLocation(this == GIF ? place(reader.getImageMetadata(0)) : parts.first);
      Rectangle whole =
          part.union(this == GIF ? new Rectangle(number(file, 6), number(file, 8)) : parts.canvas);
      Picture picture = new Picture(this, parts, whole.height, whole.width);
      List<String> damage = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
      ImageReadParam where = reader.getDefaultReadParam();
      if (bands == 3) {
        where.setDestination(RGB.createBufferedImage(part.width, part.height));
      }
      BufferedImage image = reader.read(0, where);
      damage.removeIf(warning -> !DAMAGE.matcher(warning).find());
      if (!damage.isEmpty()) {
        throw new IOException(damage.get(0));
      }
      fill(picture, part.equals(whole) ? image : onCanvas(image, part, whole));
      picture.animated = parts.frames > 1 || this == GIF && reader.getNumImages(true) > 1;
      return picture;
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          Text.format(
              "damaged, or no %s picture that is read: %s",
              this, Objects.requireNonNullElse(e.getMessage(), "it ends early")),
          e);
    } finally {
      reader.dispose();
    }
  }

  private static boolean isOrdered(Raster raster) {
    return raster.getSampleModel() instanceof ComponentSampleModel model
        && Arrays.equals(model.getBandOffsets(), new int[] {0, 1, 2});
  }

  /** The JDK's own, or the one that comes first. */
  private ImageReader reader(boolean own) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
    ImageReader reader = readers.next();
    while (own && readers.hasNext() && reader.getClass().getModule() != JDK) {
      reader = readers.next();
    }
    return reader;
  }

  /**
   * The components of a JPEG that is grey or YCbCr by their numbers, with no profile of colours and
   * no word of Adobe's: then the JDK's reader sees in it what the other one sees, and takes less
   * time. 0 for others.
   */
  private static int usualBands(byte... file) {
    int at = 2;
    while (at + 20 < file.length && file[at] == (byte) 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xC0 || marker == 0xC2) {
        boolean colour = file[at + 10] == 1 && file[at + 13] == 2 && file[at + 16] == 3;
        return file[at + 9] == 1 || file[at + 9] == 3 && colour ? file[at + 9] : 0;
      }
      if (marker < 0xC0 || marker == 0xE2 || marker == 0xEE) {
        return 0;
      }
      at += 2 + (file[at + 2] & 0xFF) * 256 + (file[at + 3] & 0xFF);
    }
    return 0;
  }

  private static int number(byte[] file, int at) {
    return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8;
  }

  private static Point place(IIOMetadata metadata) {
    NamedNodeMap keys =
        ((Element) metadata.getAsTree(metadata.getNativeMetadataFormatName()))
            .getElementsByTagName("ImageDescriptor")
            .item(0)
            .getAttributes();
    return new Point(
        Integer.parseInt(keys.getNamedItem("imageLeftPosition").getNodeValue()),
        Integer.parseInt(keys.getNamedItem("imageTopPosition").getNodeValue()));
  }

  private static BufferedImage onCanvas(BufferedImage image, Rectangle part, Rectangle whole) {
    BufferedImage canvas =
        new BufferedImage(whole.width, whole.height, BufferedImage.TYPE_INT_ARGB);
    int[] pixels = image.getRGB(0, 0, part.width, part.height, null, 0, part.width);
    canvas.setRGB(part.x, part.y, part.width, part.height, pixels, 0, part.width);
    return canvas;
  }

  private static void fill(Picture picture, BufferedImage image) throws IOException {
    if (picture.storedHeight != image.getHeight() || picture.storedWidth != image.getWidth()) {
      throw new IOException(
          Text.format("%dx%d pixels come out", image.getWidth(), image.getHeight()));
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    ColorSpace colours = image.getColorModel().getColorSpace();
    boolean grey =
        colours.getType() == ColorSpace.TYPE_GRAY
            && bands == 1
            && raster.getSampleModel().getSampleSize(0) == 8;
    boolean bytes = raster.getDataBuffer() instanceof DataBufferByte;
    if (bytes && (grey || image.getColorModel().equals(RGB.getColorModel()) && isOrdered(raster))) {
      picture.setOpaque(((DataBufferByte) raster.getDataBuffer()).getData(), bands);
      return;
    }
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      // As a colour, the JDK would take grey for linear light.
      row =
          grey
              ? raster.getSamples(0, y, width, 1, 0, row)
              : image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int rgb = grey ? row[x] * 0x10101 | 0xFF << 24 : row[x];
        picture.set(y * width + x, rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, rgb >>> 24, 255);
      }
    }
  }
}
