package org.dcgan4j.data;

import java.util.Arrays;
import org.dcgan4j.binding.InvalidInputException;

/**
 * One decoded picture while its set is being read: grey, with what was lost on the way to grey.
 *
 * <p>Transparent pixels keep their alpha, because only the whole set tells what it stands for: the
 * shape itself, where each picture has one colour only, or an edge over a background, which is
 * white.
 */
final class Picture {
  /** Goes up when the same files are read to other pixels, classes or notes. */
  static final int RELEASE = 1;

  final PictureKind kind;
  final ImageShape shape;
  private byte[] grey;
  private byte[] alpha;
  private int shade;
  private long firstColour = -1;
  private boolean oneColour = true;
  boolean transparent;

  /** Whether a pixel that is seen is not grey. */
  boolean colour;

  /** Whether its channels had 16 bits. */
  boolean deep;

  /** Whether more pictures follow in the file. */
  boolean animated;

  /** Refuses one that is larger than what is read. */
  Picture(PictureKind kind, long height, long width) {
    if (Math.min(width, height) < 1 || Math.max(width, height) > Limits.SIDE) {
      throw InvalidInputException.of(
          "header promises %dx%d pixels, legal are sides of 1 to %d", width, height, Limits.SIDE);
    }
    this.kind = kind;
    this.shape = ImageShape.grey((int) height, (int) width);
    this.grey = new byte[shape.area()];
  }

  /**
   * Sets one pixel from channels of 0 to {@code most}, which is 255 or 65535.
   *
   * @param opacity 0 for a pixel that cannot be seen; its colour is of no account
   */
  void set(int at, int red, int green, int blue, int opacity, int most) {
    grey[at] = eightBit(grey(red, green, blue), most);
    deep |= most > 255;
    if (opacity < most && alpha == null) {
      transparent = true;
      alpha = new byte[grey.length];
      Arrays.fill(alpha, (byte) 255);
    }
    if (alpha != null) {
      alpha[at] = eightBit(opacity, most);
    }
    if (opacity > 0) {
      long seen = (long) red << 32 | (long) green << 16 | blue;
      colour |= red != green || green != blue;
      oneColour &= firstColour < 0 || firstColour == seen;
      firstColour = seen;
      shade = grey[at] & 0xFF;
    }
  }

  /** ITU-R BT.601 in integers of 15 bits, as OpenCV has it; what is grey stays as it is. */
  static int grey(int red, int green, int blue) {
    return (9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15;
  }

  private static byte eightBit(int value, int most) {
    return (byte) (most == 255 ? value : (value + 128) / 257);
  }

  /** Whether all that is seen of a transparent picture has one colour: then its alpha is all. */
  boolean isShape() {
    return transparent && oneColour;
  }

  /** Gives the pixels away, 0 black to 255 white: a shape's alpha, or what shows on white paper. */
  byte[] take() {
    byte[] pixels = isShape() ? alpha : grey;
    for (int i = 0; transparent && !oneColour && i < pixels.length; i++) {
      pixels[i] = onWhite(grey[i] & 0xFF, alpha[i] & 0xFF);
    }
    grey = null;
    alpha = null;
    return pixels;
  }

  /** What shows of a shape on white paper. */
  byte[] onWhite(byte... alphaOfShape) {
    byte[] pixels = new byte[alphaOfShape.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = onWhite(shade, alphaOfShape[i] & 0xFF);
    }
    return pixels;
  }

  private static byte onWhite(int grey, int alpha) {
    return (byte) ((alpha * grey + (255 - alpha) * 255 + 127) / 255);
  }
}
