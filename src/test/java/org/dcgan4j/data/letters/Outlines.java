package org.dcgan4j.data.letters;

import java.awt.geom.PathIterator;

/** Outlines as text, to compare them in tests. */
final class Outlines {
  private Outlines() {}

  /** Every point of every letter, in thousandths of the letter's box, and the box's aspect. */
  static String describe(FontFace face) {
    StringBuilder text = new StringBuilder();
    double[] points = new double[6];
    for (Glyph glyph : face.glyphs()) {
      text.append('/').append(Math.round(1000 * glyph.aspect()));
      for (PathIterator i = glyph.outline().getPathIterator(null); !i.isDone(); i.next()) {
        text.append(' ').append(i.currentSegment(points));
        text.append(':').append(Math.round(1000 * points[0]));
        text.append(',').append(Math.round(1000 * points[1]));
      }
    }
    return text.toString();
  }
}
