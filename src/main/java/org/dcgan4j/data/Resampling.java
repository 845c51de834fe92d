package org.dcgan4j.data;

import java.util.Arrays;
import org.dcgan4j.config.DataConfig.Fit;

/**
 * Brings planes of any size to another: area average where they shrink, linear interpolation where
 * they grow.
 *
 * @param from one output pixel's first input pixel
 * @param weights of it and those after it; they sum to 1, or are none beyond the picture
 */
record Resampling(int[] from, float[][] weights) {

  /** A plane {@code [height, width]} of 0 to 255 brought to the sides of another shape. */
  static byte[] plane(byte[] plane, int height, int width, ImageShape to, Fit fit) {
    boolean same = height == to.height() && width == to.width();
    return same ? plane : planes(plane, 1, height, width, to, fit);
  }

  /**
   * The same for pixels whose channels lie side by side.
   *
   * @param pixels {@code [height, width, bands]}
   * @return {@code [bands, S, S]}
   */
  static byte[] planes(byte[] pixels, int bands, int height, int width, ImageShape to, Fit fit) {
    double tall = (double) height / to.height();
    double wide = (double) width / to.width();
    double both = fit == Fit.CROP ? Math.min(tall, wide) : Math.max(tall, wide);
    Resampling rows = axis(height, fit == Fit.STRETCH ? tall : both, to.height());
    Resampling columns = axis(width, fit == Fit.STRETCH ? wide : both, to.width());
    byte[] out = new byte[bands * to.area()];
    float[] row = new float[bands * width];
    for (int y = 0; y < to.height(); y++) {
      rows.sum(y, pixels, row);
      for (int x = 0; x < to.width(); x++) {
        float[] weight = columns.weights[x];
        for (int c = 0; c < bands; c++) {
          float sum = 0;
          int at = columns.from[x] * bands + c;
          for (int i = 0; i < weight.length; i++) {
            sum += weight[i] * row[at + i * bands];
          }
          int value = Math.max(0, Math.min(255, (int) (sum + 0.5f)));
          out[(c * to.height() + y) * to.width() + x] = (byte) value;
        }
      }
    }
    return out;
  }

  /** The rows that make row {@code y}, as long as {@code row}. */
  private void sum(int y, byte[] pixels, float... row) {
    Arrays.fill(row, 0);
    for (int i = 0; i < weights[y].length; i++) {
      float weight = weights[y][i];
      int at = (from[y] + i) * row.length;
      for (int x = 0; x < row.length; x++) {
        row[x] += weight * (pixels[at + x] & 0xFF);
      }
    }
  }

  /**
   * @param size pixels that there are
   * @param scale how many become one, around their middle; more than there are leave margins
   */
  private static Resampling axis(int size, double scale, int side) {
    double start = (size - scale * side) / 2;
    Resampling axis = new Resampling(new int[side], new float[side][]);
    for (int i = 0; i < side; i++) {
      double low = start + i * scale;
      axis.set(i, size, low, low + scale);
    }
    return axis;
  }

  private void set(int i, int size, double low, double high) {
    double middle = (low + high) / 2;
    if (high - low < 1) { // as wide as the distance of two pixels' middles
      low = middle - 0.5;
      high = middle + 0.5;
    }
    boolean beyond = middle < 0 || middle > size;
    double first = Math.max(0, Math.min(size - 1, low));
    double end = Math.max(first + 1e-9, Math.min(size, high));
    from[i] = (int) first;
    float[] weight = new float[beyond ? 0 : (int) Math.ceil(end) - from[i]];
    for (int k = 0; k < weight.length; k++) {
      double overlap = Math.min(end, from[i] + k + 1.0) - Math.max(first, from[i] + k);
      weight[k] = (float) (overlap / (end - first));
    }
    weights[i] = weight;
  }
}
