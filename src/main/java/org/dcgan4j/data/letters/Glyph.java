package org.dcgan4j.data.letters;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * One letter of one face.
 *
 * @param outline without overlapping contours, in the unit square, its bounds [0, 1] x [0, 1], y
 *     down; not to be changed
 * @param aspect the letter's width over its height as the font draws it, above 0
 * @param strokes how thick its strokes and how wide the gaps between them are
 */
record Glyph(Path2D outline, double aspect, Strokes strokes) {

  /**
   * A glyph from a font's outline in font units, y up.
   *
   * @throws IllegalArgumentException when the outline encloses no area
   */
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
}
