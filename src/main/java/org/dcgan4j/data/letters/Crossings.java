package org.dcgan4j.data.letters;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * How much work it is to join the contours of an outline. It grows with the pairs of segments that
 * may cross: in a letter each meets its neighbours, in a damaged one every other.
 */
final class Crossings {
  private static final int[] COORDINATES = {2, 2, 4, 6, 0};

  private Crossings() {}

  /** Whether more than so many pairs of segments have boxes that overlap. */
  static boolean exceed(Shape outline, int most) {
    List<Rectangle2D> boxes = boxes(outline);
    int pairs = 0;
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i && pairs <= most; j++) {
        pairs += touch(boxes.get(i), boxes.get(j)) ? 1 : 0;
      }
    }
    return pairs > most;
  }

  private static boolean touch(Rectangle2D a, Rectangle2D b) {
    return a.getMinX() < b.getMaxX()
        && b.getMinX() < a.getMaxX()
        && a.getMinY() < b.getMaxY()
        && b.getMinY() < a.getMaxY();
  }

  /** A box around each segment's end and control points. */
  private static List<Rectangle2D> boxes(Shape outline) {
    List<Rectangle2D> boxes = new ArrayList<>();
    double[] points = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
      int type = i.currentSegment(points);
      int length = COORDINATES[type];
      if (type != PathIterator.SEG_MOVETO && length > 0) {
        Rectangle2D box = new Rectangle2D.Double(x, y, 0, 0);
        for (int at = 0; at < length; at += 2) {
          box.add(points[at], points[at + 1]);
        }
        boxes.add(box);
      }
      x = length > 0 ? points[length - 2] : x;
      y = length > 0 ? points[length - 1] : y;
    }
    return boxes;
  }
}
