package org.dcgan4j.data.letters;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;

/**
 * Bends an outline in the unit square by moving its points; straight lines stay straight.
 *
 * @param taper how much wider the foot is than the head
 * @param waist how far down the middle moves
 */
record Warp(double taper, double waist) {

  Path2D apply(Path2D outline) {
    Path2D bent = new Path2D.Double(outline.getWindingRule());
    double[] p = new double[6];
    for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
      int kind = i.currentSegment(p);
      for (int at = 0; at < p.length; at += 2) {
        move(p, at);
      }
      switch (kind) {
        case PathIterator.SEG_MOVETO -> bent.moveTo(p[0], p[1]);
        case PathIterator.SEG_LINETO -> bent.lineTo(p[0], p[1]);
        case PathIterator.SEG_QUADTO -> bent.quadTo(p[0], p[1], p[2], p[3]);
        case PathIterator.SEG_CUBICTO -> bent.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> bent.closePath();
      }
    }
    return bent;
  }

  private void move(double[] p, int at) {
    double x = p[at];
    double y = p[at + 1];
    p[at] = 0.5 + (x - 0.5) * (1 + taper * (y - 0.5));
    p[at + 1] = y + 4 * waist * y * (1 - y);
  }
}
