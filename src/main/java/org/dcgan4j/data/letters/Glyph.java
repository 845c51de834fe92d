package org.dcgan4j.data.letters;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.stream.IntStream;

/**
 * One letter of one face.
 *
 * @param outline without overlapping contours, in the unit square, its bounds [0, 1] x [0, 1], y
 *     down; not to be changed
 * @param aspect the letter's width over its height as the font draws it, above 0
 * @param strokes how thick its strokes and how wide the gaps between them are
 */
record Glyph(Path2D outline, double aspect, Strokes strokes) {

  /** A glyph from a font's outline in font units, y up, which encloses an area. */
  static Glyph of(Shape fontOutline) {
    // Contours that overlap would show as cuts when the outline is stroked: join them first.
    Area joined = new Area(fontOutline);
    Rectangle2D box = joined.getBounds2D();
    if (box.isEmpty()) {
      throw new IllegalArgumentException("an outline without area");
    }
    Path2D unit = new Path2D.Float(joined, AffineTransform.getScaleInstance(1, -1));
    unit.transform(between(unit.getBounds2D(), new Rectangle2D.Double(0, 0, 1, 1)));
    return new Glyph(unit, box.getWidth() / box.getHeight(), Strokes.of(unit));
  }

  /** The scaling and shift that takes {@code from}, which is not empty, exactly onto {@code to}. */
  static AffineTransform between(Rectangle2D from, Rectangle2D to) {
    AffineTransform transform = AffineTransform.getTranslateInstance(to.getX(), to.getY());
    transform.scale(to.getWidth() / from.getWidth(), to.getHeight() / from.getHeight());
    transform.translate(-from.getX(), -from.getY());
    return transform;
  }

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
      return new Strokes(
          Runs.quantile(across.ink, THIN),
          Runs.quantile(down.ink, THIN),
          Runs.quantile(across.gap, NARROW),
          Runs.quantile(down.gap, NARROW));
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

      static double quantile(int[] lengths, double share) {
        int all = IntStream.of(lengths).sum();
        int seen = 0;
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
}
