package org.dcgan4j.data;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig.Fit;

/**
 * One decoded picture while its set is being read, turned as its EXIF says.
 *
 * <p>Transparent pixels keep their alpha, because only the whole set tells what it stands for: the
 * shape itself, where each picture has one colour only, or an edge over a background, which is
 * white.
 */
final class Picture {
  /** Goes up when the same files are read to other pixels, classes or notes. */
  static final int RELEASE = 5;

  /** Held by the thread that decodes a picture of which not every thread may have one. */
  private static final ReentrantLock LARGE = new ReentrantLock();

  /** While it is decoded, a picture takes up to eight bytes a pixel. */
  private static final long LARGE_AREA =
      Runtime.getRuntime().maxMemory() / 16 / Runtime.getRuntime().availableProcessors();

  /** How far apart channels of one colour may be: edges are rounded. */
  private static final int SAME = 8;

  final PictureKind kind;

  /** As it is shown; in the file the sides may be the other way round. */
  final ImageShape shape;

  final int storedHeight;
  final int storedWidth;

  /** Whether its EXIF says that it is shown in another way than it is stored: 1 where not. */
  final int orientation;

  /** Grey, and where there is a colour, red, green and blue. */
  private final byte[][] planes = new byte[4][];

  /** All colours as they stand in the file, where nothing was done to them yet. */
  private byte[] interleaved;

  private byte[] alpha;
  private final int[] shade = new int[3];
  private int[] first;

  /** Whether all that is seen of it has one colour. */
  boolean oneColour = true;

  boolean transparent;

  /** Whether a pixel that is seen is not grey. */
  boolean colour;

  /** Whether its channels had 16 bits. */
  boolean deep;

  /** Whether more pictures follow in the file. */
  boolean animated;

  /**
   * Refuses one that is larger than what is read. The thread that has a large one keeps others from
   * theirs until {@link #done}, so that they fit into the heap.
   */
  Picture(PictureKind kind, PictureParts parts, long height, long width) {
    if (Math.min(width, height) < 1
        || Math.max(width, height) > Limits.PICTURE_SIDE
        || width * height > Limits.PICTURE_AREA) {
      throw InvalidInputException.of(
          "header promises %dx%d pixels, legal are sides of 1 to %d and %d pixels",
          width, height, Limits.PICTURE_SIDE, Limits.PICTURE_AREA);
    }
    // Photographs have a byte for ten pixels or less; a few bytes could promise hours of work.
    if (width * height > Limits.SIDE * Limits.SIDE && width * height > 1000L * parts.bytes()) {
      throw InvalidInputException.of(
          "header promises %dx%d pixels in %d bytes, which no photograph has",
          width, height, parts.bytes());
    }
    if (width * height > LARGE_AREA) {
      LARGE.lock();
    }
    this.kind = kind;
    this.storedHeight = (int) height;
    this.storedWidth = (int) width;
    this.orientation = parts.orientation;
    this.shape =
        orientation < 5
            ? ImageShape.grey(storedHeight, storedWidth)
            : ImageShape.grey(storedWidth, storedHeight);
    this.planes[0] = new byte[shape.area()];
  }

  /** Where a pixel of the file is shown. */
  private int shown(int at) {
    if (orientation == 1) {
      return at;
    }
    int x = at % storedWidth;
    int y = at / storedWidth;
    int left = orientation == 2 || orientation == 3 ? storedWidth - 1 - x : x;
    int top = orientation == 3 || orientation == 4 ? storedHeight - 1 - y : y;
    if (orientation > 4) { // the sides change places
      left = orientation == 6 || orientation == 7 ? storedHeight - 1 - y : y;
      top = orientation == 7 || orientation == 8 ? storedWidth - 1 - x : x;
    }
    return top * shape.width() + left;
  }

  /** Sets a pixel of the file from channels of 0 to {@code most}; opacity 0 is not seen. */
  void set(int stored, int red, int green, int blue, int opacity, int most) {
    int at = shown(stored);
    planes[0][at] = eightBit(grey(red, green, blue), most);
    deep |= most > 255;
    if (opacity < most && alpha == null) {
      transparent = true;
      alpha = new byte[planes[0].length];
      Arrays.fill(alpha, (byte) 255);
    }
    if (alpha != null) {
      alpha[at] = eightBit(opacity, most);
    }
    if (opacity > 0) {
      if (!colour && (red != green || green != blue)) {
        colour = true;
        for (int c = 1; c < planes.length; c++) {
          planes[c] = planes[0].clone();
        }
      }
      first = first == null ? new int[] {red, green, blue} : first;
      int apart =
          Math.max(
              Math.abs(red - first[0]),
              Math.max(Math.abs(green - first[1]), Math.abs(blue - first[2])));
      oneColour &= apart <= (most == 255 ? SAME : SAME * 257);
      shade[0] = eightBit(red, most) & 0xFF;
      shade[1] = eightBit(green, most) & 0xFF;
      shade[2] = eightBit(blue, most) & 0xFF;
    }
    if (colour) {
      planes[1][at] = eightBit(red, most);
      planes[2][at] = eightBit(green, most);
      planes[3][at] = eightBit(blue, most);
    }
  }

  /**
   * Sets all pixels of the file, all of which are seen, from 8 bits a channel.
   *
   * @param pixels {@code [H, W, 1]}, or {@code [H, W, 3]}: red, green, blue; kept
   */
  void setOpaque(byte[] pixels, int bands) {
    for (int i = 0; i < pixels.length && !colour; i += bands) {
      colour = pixels[i] != pixels[i + bands / 2] || pixels[i] != pixels[i + bands - 1];
    }
    for (int i = 0; i < pixels.length && oneColour; i++) {
      oneColour = Math.abs((pixels[i] & 0xFF) - (pixels[i % bands] & 0xFF)) <= SAME;
    }
    if (colour) {
      interleaved = pixels;
      planes[0] = null;
    } else {
      split(pixels, bands, 0);
    }
  }

  private void split(byte[] pixels, int bands, int band) {
    byte[] plane = new byte[shape.area()];
    for (int i = 0; i < plane.length; i++) {
      plane[orientation == 1 ? i : shown(i)] = pixels[i * bands + band];
    }
    planes[colour ? band + 1 : 0] = plane;
  }

  /** Grey, or of a colour one of red, green and blue: 1 to 3. */
  private byte[] plane(int index) {
    if (planes[1] == null && interleaved != null) {
      for (int band = 0; band < 3; band++) {
        split(interleaved, 3, band);
      }
    }
    if (planes[index] == null) {
      byte[] grey = new byte[shape.area()];
      for (int i = 0; i < grey.length; i++) {
        grey[i] = (byte) grey(planes[1][i] & 0xFF, planes[2][i] & 0xFF, planes[3][i] & 0xFF);
      }
      planes[index] = grey;
    }
    return planes[index];
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

  /**
   * Gives the pixels away, 0 black to 255 white: of a shape its alpha in all channels, of others
   * what shows on white paper.
   *
   * @param target {@code [1 or 3, S, S]}, or its own size
   */
  byte[] take(ImageShape target, Fit fit) {
    if (interleaved != null && orientation == 1 && !target.isGrey()) {
      byte[] all = interleaved;
      leave();
      return Resampling.planes(all, 3, shape.height(), shape.width(), target, fit);
    }
    byte[] pixels = new byte[target.pixels()];
    byte[] plane = null;
    for (int c = 0; c < target.channels(); c++) {
      if (c == 0 || colour && !isShape()) {
        byte[] own = isShape() ? alpha : onWhite(plane(target.isGrey() || !colour ? 0 : c + 1));
        plane = Resampling.plane(own, shape.height(), shape.width(), target, fit);
      }
      System.arraycopy(plane, 0, pixels, c * plane.length, plane.length);
    }
    leave();
    return pixels;
  }

  /** Lets the pixels go; what was found out about them stays. */
  void leave() {
    Arrays.fill(planes, null);
    alpha = null;
    interleaved = null;
  }

  /** Lets other threads have large pictures, whether this one has come to its end or not. */
  static void done() {
    while (LARGE.isHeldByCurrentThread()) {
      LARGE.unlock();
    }
  }

  private byte[] onWhite(byte[] plane) {
    for (int i = 0; transparent && i < plane.length; i++) {
      plane[i] = onWhite(plane[i] & 0xFF, alpha[i] & 0xFF);
    }
    return plane;
  }

  /** What shows of a shape on white paper, {@code [C, H, W]}. */
  byte[] onWhite(ImageShape target, byte... alphaOfShape) {
    byte[] pixels = new byte[alphaOfShape.length];
    for (int i = 0; i < pixels.length; i++) {
      int own = target.isGrey() ? grey(shade[0], shade[1], shade[2]) : shade[i / target.area()];
      pixels[i] = onWhite(own, alphaOfShape[i] & 0xFF);
    }
    return pixels;
  }

  private static byte onWhite(int grey, int alpha) {
    return (byte) ((alpha * grey + (255 - alpha) * 255 + 127) / 255);
  }
}
