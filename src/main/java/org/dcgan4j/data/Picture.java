package org.dcgan4j.data;

import java.util.Arrays;

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

  final int height;
  final int width;
  private final byte[] grey;
  private byte[] alpha;
  private long firstColour = -1;
  private boolean oneColour = true;
  private boolean colour;
  private boolean deep;
  private boolean animated;

  Picture(int height, int width) {
    this.height = height;
    this.width = width;
    this.grey = new byte[height * width];
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
    }
  }

  /** ITU-R BT.601 in integers of 15 bits, as OpenCV has it; what is grey stays as it is. */
  static int grey(int red, int green, int blue) {
    return (9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15;
  }

  private static byte eightBit(int value, int most) {
    return (byte) (most == 255 ? value : (value + 128) / 257);
  }

  void animated(boolean is) {
    animated = is;
  }

  /** Whether a pixel that is seen is not grey. */
  boolean isColour() {
    return colour;
  }

  /** Whether its channels had 16 bits. */
  boolean isDeep() {
    return deep;
  }

  /** Whether more pictures follow in the file. */
  boolean isAnimated() {
    return animated;
  }

  boolean isTransparent() {
    return alpha != null;
  }

  /** Whether all that is seen of a transparent picture has one colour: then its alpha is all. */
  boolean isShape() {
    return alpha != null && oneColour;
  }

  /** The pixels, 0 black to 255 white: the alpha itself, or what shows on white paper. */
  byte[] pixels(boolean shape) {
    if (alpha == null) {
      return grey;
    }
    byte[] pixels = shape ? alpha : new byte[grey.length];
    for (int i = 0; i < pixels.length && !shape; i++) {
      int a = alpha[i] & 0xFF;
      pixels[i] = (byte) ((a * (grey[i] & 0xFF) + (255 - a) * 255 + 127) / 255);
    }
    return pixels;
  }
}
