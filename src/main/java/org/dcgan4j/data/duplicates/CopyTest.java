package org.dcgan4j.data.duplicates;

import org.dcgan4j.data.ImageShape;

/**
 * Whether one picture is a copy of another: shifted by a pixel or two, noisy, packed as JPEG again,
 * or all of that, but not merely alike.
 *
 * <p>Noise and packing leave differences that change their sign from pixel to pixel; what tells two
 * drawings apart keeps its sign over a stroke or an area. So it is the blurred difference that
 * counts, and its largest value anywhere: a clock's other hour or another shade of skin is a copy
 * by no mean over the picture, and none by that. The bounds are above what 5% of noise and JPEG of
 * the usual quality do together, and below what is between the nearest pictures of two drawings in
 * MNIST (all but a few ones have 0.08 or more) and among emoji (0.11).
 */
final class CopyTest {
  /** The largest difference of the brightness anywhere, blurred by about 1.2 pixels. */
  private static final float LOCAL = 0.074f;

  /** The same in colour, where brightness averages the noise of three channels. */
  private static final float LOCAL_IN_COLOUR = 0.066f;

  private static final int LOCAL_BLURS = 3;

  /** The same of the colours, blurred by 2 pixels, because JPEG halves their resolution. */
  private static final float COLOUR = 0.1f;

  private static final int COLOUR_BLURS = 8;

  /** Root of the mean squared difference of the brightness, blurred by 0.7 pixels. */
  static final float MEAN = 0.034f;

  /** The same, unblurred: what is above is not looked at any longer. */
  private static final float UNBLURRED = 0.095f;

  /** Deviation of the difference, blurred by 1.9 pixels, beside that of the picture itself. */
  private static final float OF_CONTRAST = 0.25f;

  private static final int CONTRAST_BLURS = 7;

  /** Below this deviation, three and a half shades of 256, nothing is seen. */
  private static final float SEEN = 0.014f;

  private final int height;
  private final int width;
  private final int channels;
  private final float local;

  CopyTest(ImageShape shape) {
    height = shape.height();
    width = shape.width();
    channels = shape.channels();
    local = shape.isGrey() ? LOCAL : LOCAL_IN_COLOUR;
  }

  /**
   * A picture as brightness and colours (ITU-R BT.601), each in 0 to 1 or -0.5 to 0.5.
   *
   * @param planes {@code [1, H, W]} or {@code [3, H, W]}
   * @param contrast the deviation of the brightness
   */
  record Planes(float[][] planes, float contrast) {}

  /** Of an image {@code [C, H, W]}. */
  Planes planes(byte... image) {
    int area = height * width;
    float[][] planes = new float[channels][area];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < area; i++) {
      float red = (image[i] & 0xFF) / 255f;
      float luma = red;
      if (channels > 1) {
        float green = (image[area + i] & 0xFF) / 255f;
        float blue = (image[2 * area + i] & 0xFF) / 255f;
        luma = 0.299f * red + 0.587f * green + 0.114f * blue;
        planes[1][i] = 0.564f * (blue - luma);
        planes[2][i] = 0.713f * (red - luma);
      }
      planes[0][i] = luma;
      sum += luma;
      squares += luma * luma;
    }
    double mean = sum / area;
    return new Planes(planes, (float) Math.sqrt(Math.max(0, squares / area - mean * mean)));
  }

  /**
   * How far two pictures are from being one, where they overlap.
   *
   * @param down by how many pixels {@code b} lies lower than {@code a}
   * @param right by how many it lies more to the right
   * @return 0 for equal ones, up to 1 for copies, infinity for what is none at first sight
   */
  float difference(Planes a, Planes b, int down, int right) {
    Overlap overlap = new Overlap(down, right);
    float[] luma = overlap.difference(a.planes[0], b.planes[0], UNBLURRED);
    if (luma == null) {
      return Float.POSITIVE_INFINITY;
    }
    overlap.blur(luma, 1);
    float mean = overlap.root(luma) / MEAN;
    overlap.blur(luma, LOCAL_BLURS - 1);
    float worst = Math.max(mean, overlap.largest(luma) / local);
    for (int c = 1; c < channels && worst <= 1; c++) {
      float[] colour = overlap.difference(a.planes[c], b.planes[c], Float.MAX_VALUE);
      overlap.blur(colour, COLOUR_BLURS);
      worst = Math.max(worst, overlap.largest(colour) / COLOUR);
    }
    if (worst > 1) {
      return worst;
    }
    overlap.blur(luma, CONTRAST_BLURS - LOCAL_BLURS);
    float most = Math.max(SEEN, OF_CONTRAST * Math.min(a.contrast, b.contrast));
    return Math.max(worst, overlap.deviation(luma) / most);
  }

  /** The part of two pictures that both show. */
  private final class Overlap {
    private final int down;
    private final int right;
    private final int rows;
    private final int columns;

    Overlap(int down, int right) {
      this.down = down;
      this.right = right;
      rows = height - Math.abs(down);
      columns = width - Math.abs(right);
    }

    /** {@code a - b}, {@code [rows, columns]}; null where its root mean square is above a bound. */
    float[] difference(float[] a, float[] b, float bound) {
      float[] difference = new float[rows * columns];
      double most = (double) bound * bound * difference.length;
      double sum = 0;
      for (int y = 0; y < rows; y++) {
        int fromA = (y + Math.max(0, -down)) * width + Math.max(0, -right);
        int fromB = (y + Math.max(0, down)) * width + Math.max(0, right);
        for (int x = 0; x < columns; x++) {
          float d = a[fromA + x] - b[fromB + x];
          difference[y * columns + x] = d;
          sum += d * d;
        }
        if (sum > most) {
          return null;
        }
      }
      return difference;
    }

    /** Blurs in both directions by 1 2 1, whose deviation is 0.7 pixels, so many times. */
    void blur(float[] plane, int times) {
      for (int i = 0; i < times; i++) {
        for (int y = 0; y < rows; y++) {
          blurLine(plane, y * columns, 1, columns);
        }
        for (int x = 0; x < columns; x++) {
          blurLine(plane, x, columns, rows);
        }
      }
    }

    private void blurLine(float[] plane, int from, int stride, int length) {
      float before = plane[from];
      for (int i = 0; i < length; i++) {
        int at = from + i * stride;
        float here = plane[at];
        float after = i + 1 < length ? plane[at + stride] : here;
        plane[at] = 0.25f * (before + 2 * here + after);
        before = here;
      }
    }

    float root(float[] plane) {
      double squares = 0;
      for (float value : plane) {
        squares += value * value;
      }
      return (float) Math.sqrt(squares / plane.length);
    }

    float deviation(float[] plane) {
      double sum = 0;
      for (float value : plane) {
        sum += value;
      }
      double mean = sum / plane.length;
      double square = Math.pow(root(plane), 2) - mean * mean;
      return (float) Math.sqrt(Math.max(0, square));
    }

    float largest(float[] plane) {
      float largest = 0;
      for (float value : plane) {
        largest = Math.max(largest, Math.abs(value));
      }
      return largest;
    }
  }
}
