package org.dcgan4j.data.letters;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * A letter's thin strokes and narrow gaps, as shares of its width (across) and height (down): how
 * much thinner or bolder it can be made before a hairline breaks or a counter closes.
 *
 * @param inkAcross a thin stroke on the way from left to right, in (0, 1]
 * @param inkDown a thin stroke on the way from top to bottom, in (0, 1]
 * @param gapAcross a narrow gap between two strokes from left to right, in (0, 1]; 1 without gaps
 * @param gapDown the same from top to bottom
 */
record Strokes(double inkAcross, double inkDown, double gapAcross, double gapDown) {
  private static final int SIDE = 96;

  /** Tips and round ends give a few very short runs that no stroke is as thin as. */
  private static final double THIN = 0.12;

  /** A counter that ends in a point, as in A, may close there and stay readable. */
  private static final double NARROW = 0.3;

  /** Measures an outline whose bounds are the unit square. */
  static Strokes of(Shape unitOutline) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.fill(AffineTransform.getScaleInstance(SIDE, SIDE).createTransformedShape(unitOutline));
    pen.dispose();
    Raster pixels = image.getRaster();
    Runs across = new Runs();
    Runs down = new Runs();
    int[] line = new int[SIDE];
    for (int i = 0; i < SIDE; i++) {
      across.add(pixels.getSamples(0, i, SIDE, 1, 0, line));
      down.add(pixels.getSamples(i, 0, 1, SIDE, 0, line));
    }
    return new Strokes(across.ink(THIN), down.ink(THIN), across.gap(NARROW), down.gap(NARROW));
  }

  /** Lengths of the runs of ink, and of the gaps between two runs, over many lines. */
  private static final class Runs {
    private final int[] ink = new int[SIDE + 1];
    private final int[] gap = new int[SIDE + 1];

    void add(int[] line) {
      int start = 0;
      boolean inkBefore = false;
      for (int i = 1; i <= line.length; i++) {
        if (i < line.length && line[i] == line[start]) {
          continue;
        }
        if (line[start] != 0) {
          ink[i - start]++;
          inkBefore = true;
        } else if (inkBefore && i < line.length) {
          gap[i - start]++;
        }
        start = i;
      }
    }

    double ink(double share) {
      return quantile(ink, share);
    }

    double gap(double share) {
      return quantile(gap, share);
    }

    private static double quantile(int[] lengths, double share) {
      long all = 0;
      for (int n : lengths) {
        all += n;
      }
      double seen = 0;
      for (int length = 1; length <= SIDE; length++) {
        seen += lengths[length];
        if (seen > share * all) {
          return (double) length / SIDE;
        }
      }
      return 1;
    }
  }
}
