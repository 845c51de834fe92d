package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class GlyphTest {

  @Test
  void glyph_shouldStandUprightInTheUnitSquare() {
    // An L in font units, where y goes up: its foot is at y = 0.
    Path2D letter = new Path2D.Double();
    letter.append(new Rectangle2D.Double(100, 0, 500, 100), false);
    letter.append(new Rectangle2D.Double(100, 0, 100, 1000), false);

    Glyph glyph = Glyph.of(letter);

    assertThat(glyph.outline().getBounds2D()).isEqualTo(new Rectangle2D.Double(0, 0, 1, 1));
    assertThat(glyph.aspect()).isEqualTo(0.5);
    assertThat(glyph.outline().contains(0.9, 0.95)).as("foot").isTrue();
    assertThat(glyph.outline().contains(0.9, 0.05)).as("top right").isFalse();
  }

  @Test
  void glyph_shouldJoinContoursThatOverlap() {
    Path2D cross = new Path2D.Double();
    cross.append(new Rectangle2D.Double(0, 40, 100, 20), false);
    cross.append(new Rectangle2D.Double(40, 0, 20, 100), false);

    int contours = 0;
    for (PathIterator i = Glyph.of(cross).outline().getPathIterator(null); !i.isDone(); i.next()) {
      contours += i.currentSegment(new double[6]) == PathIterator.SEG_MOVETO ? 1 : 0;
    }
    assertThat(contours).isEqualTo(1);
  }

  @Test
  void strokes_shouldMeasureThinStrokesAndGaps() {
    // Two uprights of 1/8 with 3/4 between, and a bar of 1/4 across the middle.
    Path2D letter = new Path2D.Double();
    letter.append(new Rectangle2D.Double(0, 0, 10, 80), false);
    letter.append(new Rectangle2D.Double(70, 0, 10, 80), false);
    letter.append(new Rectangle2D.Double(0, 30, 80, 20), false);

    Glyph.Strokes strokes = Glyph.of(letter).strokes();

    assertThat(strokes.inkAcross()).isEqualTo(1 / 8., within(0.02));
    assertThat(strokes.inkDown()).isEqualTo(1 / 4., within(0.02));
    assertThat(strokes.gapAcross()).isEqualTo(3 / 4., within(0.02));
    assertThat(strokes.gapDown()).as("no gap from top to bottom").isEqualTo(1);
  }

  @Test
  void glyph_shouldRefuseAnOutlineWithoutArea() {
    assertThatIllegalArgumentException().isThrownBy(() -> Glyph.of(new Path2D.Double()));
  }
}
