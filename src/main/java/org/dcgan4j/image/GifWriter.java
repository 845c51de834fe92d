package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * The JDK's GIF writer, told to loop, to pause, and to keep to few colours.
 *
 * <p>It takes a palette as it is. The library that comes with XChart searches one for each frame by
 * a neural network, which costs time and loses exact greys.
 */
final class GifWriter implements Closeable {
  /** Enough for the eye; less than half the bytes of 256 greys, whose noise does not compress. */
  static final int GREYS = 32;

  /** Levels of red, green and blue in a palette that needs no search. */
  private static final int[] LEVELS = {6, 7, 6};

  private static final IndexColorModel PALETTE = palette();
  private static final IndexColorModel COLOURS = colours();
  private static final String IMAGE_FORMAT = "javax_imageio_gif_image_1.0";

  private final ImageOutputStream out;
  private final ImageWriter writer;
  private boolean looping;

  GifWriter(Path file) throws IOException {
    out = ImageIO.createImageOutputStream(file.toFile());
    writer = ImageIO.getImageWritersByFormatName("gif").next();
    writer.setOutput(out);
    writer.prepareWriteSequence(null);
  }

  /** Adds an 8-bit frame, grey or RGB. */
  void add(BufferedImage picture, int delayMillis) throws IOException {
    BufferedImage frame = indexed(picture);
    // Not createFromRenderedImage: that answers with the palette of the web for every indexed
    // image.
    ImageTypeSpecifier type = new ImageTypeSpecifier(frame);
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
    IIOMetadataNode settings = settings(picture, delayMillis);
    if (!looping) {
      addEndlessLoop(settings);
      looping = true;
    }
    metadata.mergeTree(IMAGE_FORMAT, settings);
    writer.writeToSequence(new IIOImage(frame, null, metadata), null);
  }

  /** Ends the file. */
  @Override
  public void close() throws IOException {
    try (out) {
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage indexed(BufferedImage picture) {
    boolean grey = picture.getType() == BufferedImage.TYPE_BYTE_GRAY;
    BufferedImage frame =
        new BufferedImage(
            picture.getWidth(),
            picture.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            grey ? PALETTE : COLOURS);
    byte[] from = PictureFile.pixels(picture);
    byte[] to = PictureFile.pixels(frame);
    for (int i = 0; i < to.length; i++) {
      to[i] = (byte) (grey ? level(from[i], GREYS) : colour(from, 3 * i));
    }
    return frame;
  }

  private static int colour(byte[] bgr, int at) {
    int red = level(bgr[at + 2], LEVELS[0]);
    int green = level(bgr[at + 1], LEVELS[1]);
    return (red * LEVELS[1] + green) * LEVELS[2] + level(bgr[at], LEVELS[2]);
  }

  private static int level(byte value, int levels) {
    return (value & 0xFF) * levels / 256;
  }

  private static IIOMetadataNode settings(BufferedImage frame, int delayMillis) {
    IIOMetadataNode root = new IIOMetadataNode(IMAGE_FORMAT);

    IIOMetadataNode descriptor = child(root, "ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", "0");
    descriptor.setAttribute("imageTopPosition", "0");
    descriptor.setAttribute("imageWidth", Integer.toString(frame.getWidth()));
    descriptor.setAttribute("imageHeight", Integer.toString(frame.getHeight()));
    descriptor.setAttribute("interlaceFlag", "FALSE");

    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delayMillis / 10));
    return root;
  }

  /** The block that says "again, without end"; a file has it once, before its first frame. */
  private static void addEndlessLoop(IIOMetadataNode root) {
    IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    IIOMetadataNode node = new IIOMetadataNode(name);
    parent.appendChild(node);
    return node;
  }

  private static IndexColorModel palette() {
    byte[] greys = new byte[GREYS];
    for (int i = 0; i < GREYS; i++) {
      greys[i] = (byte) Math.round(i * 255f / (GREYS - 1));
    }
    return new IndexColorModel(8, GREYS, greys, greys, greys);
  }

  private static IndexColorModel colours() {
    int count = LEVELS[0] * LEVELS[1] * LEVELS[2];
    byte[][] rgb = new byte[3][count];
    for (int i = 0; i < count; i++) {
      int[] levels = {i / LEVELS[2] / LEVELS[1], i / LEVELS[2] % LEVELS[1], i % LEVELS[2]};
      for (int c = 0; c < 3; c++) {
        rgb[c][i] = (byte) (levels[c] * 255 / (LEVELS[c] - 1));
      }
    }
    return new IndexColorModel(8, count, rgb[0], rgb[1], rgb[2]);
  }
}
