package org.dcgan4j.data.letters;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;

/**
 * An elliptic pen that goes around a letter's outline to make it bolder or thinner.
 *
 * @param width how much thicker upright strokes get, in pixels; thinner when negative
 * @param height the same for level strokes, with the same sign
 * @param roundCorners whether corners are round; otherwise right angles stay right angles
 */
record Pen(double width, double height, boolean roundCorners) {
  /** The thinnest stroke that thinning leaves, in pixels. */
  private static final double HAIRLINE = 1.4;

  /** The narrowest gap that emboldening leaves, in pixels. */
  private static final double LEAST_GAP = 1.8;

  /** The most that a stroke gets bolder, in pixels. */
  private static final double MOST_BOLDER = 4.5;

  /** A thinner pen changes nothing that shows, and its ellipse would be no shape. */
  private static final double LEAST = 0.02;

  /** Just above that of a right angle: sharper corners are cut, so that none sticks out. */
  private static final float MITER_LIMIT = 1.5f;

  /** The pen for a letter of so many pixels. */
  static Pen of(LetterStyle style, Strokes strokes, double width, double height) {
    double tilt = Math.sqrt(style.contrast());
    double amount = style.weight();
    return new Pen(
        change(amount, amount * tilt, strokes.inkAcross() * width, strokes.gapAcross() * width),
        change(amount, amount / tilt, strokes.inkDown() * height, strokes.gapDown() * height),
        style.roundCorners());
  }

  private static double change(double sign, double amount, double ink, double gap) {
    double share = Math.min(1, Math.abs(amount));
    if (sign < 0) {
      return -Math.max(LEAST, share * (ink - HAIRLINE));
    }
    double room = Math.min(gap - LEAST_GAP, MOST_BOLDER);
    return Math.max(LEAST, share * room);
  }

  /** Fills the outline, white on black. */
  void fill(Graphics2D graphics, Shape outline) {
    graphics.setColor(Color.WHITE);
    graphics.fill(outline);
    graphics.setColor(width < 0 ? Color.BLACK : Color.WHITE);
    graphics.fill(around(outline));
  }

  private Shape around(Shape outline) {
    double w = Math.abs(width);
    double h = Math.abs(height);
    int join = roundCorners ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER;
    BasicStroke round = new BasicStroke(1, BasicStroke.CAP_BUTT, join, MITER_LIMIT);
    Shape asSeenByPen =
        AffineTransform.getScaleInstance(1 / w, 1 / h).createTransformedShape(outline);
    Shape drawn = round.createStrokedShape(asSeenByPen);
    return AffineTransform.getScaleInstance(w, h).createTransformedShape(drawn);
  }
}
