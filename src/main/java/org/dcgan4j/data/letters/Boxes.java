package org.dcgan4j.data.letters;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Fits one box into another. */
final class Boxes {
  private Boxes() {}

  /** The scaling and shift that takes {@code from}, which is not empty, exactly onto {@code to}. */
  static AffineTransform between(Rectangle2D from, Rectangle2D to) {
    AffineTransform transform = AffineTransform.getTranslateInstance(to.getX(), to.getY());
    transform.scale(to.getWidth() / from.getWidth(), to.getHeight() / from.getHeight());
    transform.translate(-from.getX(), -from.getY());
    return transform;
  }
}
