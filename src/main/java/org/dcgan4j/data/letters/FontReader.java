package org.dcgan4j.data.letters;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.cff.CFFCIDFont;
import org.apache.fontbox.cff.CFFFont;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.OTFParser;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Reads the letters out of a font file: TrueType and OpenType outlines, and collections. */
final class FontReader {
  /** Plenty for a decorated letter; joining the contours of more would take minutes. */
  private static final int MOST_SEGMENTS = 4_000;

  /** Five for each segment of the largest outline: an honest one has two or three. */
  private static final int MOST_CROSSINGS = 20_000;

  /** Of each type of segment. */
  private static final int[] COORDINATES = {2, 2, 4, 6, 0};

  private FontReader() {}

  /** The faces in a font file, one or several in a collection, or why it cannot be used. */
  static List<FontFace> read(String name, byte[] file) throws IOException {
    FontTables.checkMaps(file);
    List<FontFace> faces = new ArrayList<>();
    try {
      if (FontTables.isCollection(file)) {
        try (TrueTypeCollection fonts = new TrueTypeCollection(new ByteArrayInputStream(file))) {
          fonts.processAllFonts(font -> faces.add(face(name, font)));
        }
        return faces;
      }
      RandomAccessReadBuffer outlines = new RandomAccessReadBuffer(FontTables.ofOutlines(file));
      // Lenient, as for a font inside a PDF: outlines are needed, names and metrics are not.
      try (OpenTypeFont font = new OTFParser(true).parse(outlines)) {
        return List.of(face(name, font));
      }
    } catch (RuntimeException e) {
      // FontBox answers damage it does not expect with whatever its parser trips over.
      throw new IOException("not a readable font (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static FontFace face(String name, TrueTypeFont font) throws IOException {
    List<Glyph> glyphs = new ArrayList<>(FontFace.LETTERS);
    for (int i = 0; i < FontFace.LETTERS; i++) {
      glyphs.add(glyph(font, FontFace.letter(i)));
    }
    return new FontFace(name, glyphs);
  }

  private static Glyph glyph(TrueTypeFont font, char letter) throws IOException {
    int id = font.getUnicodeCmapLookup().getGlyphId(letter);
    Path2D outline = id == 0 ? null : outline(font, id);
    if (outline == null || outline.getBounds2D().isEmpty()) {
      throw new IOException("has no letter " + letter);
    }
    if (segments(outline) > MOST_SEGMENTS) {
      throw new IOException(
          "its letter " + letter + " has more than " + MOST_SEGMENTS + " outline segments");
    }
    if (crossesTooOften(outline)) {
      throw new IOException("its letter " + letter + " crosses itself too often");
    }
    return Glyph.of(outline);
  }

  private static Path2D outline(TrueTypeFont font, int id) throws IOException {
    if (font instanceof OpenTypeFont openType && openType.isPostScript()) {
      CFFFont cff = openType.getCFF().getFont();
      int key = cff instanceof CFFCIDFont ? cff.getCharset().getCIDForGID(id) : id;
      return cff.getType2CharString(key).getPath();
    }
    GlyphData glyph = font.getGlyph().getGlyph(id);
    return glyph == null ? null : glyph.getPath();
  }

  private static int segments(Path2D outline) {
    int n = 0;
    for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
      n++;
    }
    return n;
  }

  /**
   * Whether the boxes of too many pairs of segments overlap: with them grows the work to join the
   * contours. In a letter each meets its neighbours, in a damaged one every other.
   */
  private static boolean crossesTooOften(Path2D outline) {
    List<Rectangle2D> boxes = boxes(outline);
    int pairs = 0;
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i && pairs <= MOST_CROSSINGS; j++) {
        pairs += touch(boxes.get(i), boxes.get(j)) ? 1 : 0;
      }
    }
    return pairs > MOST_CROSSINGS;
  }

  private static boolean touch(Rectangle2D a, Rectangle2D b) {
    return a.getMinX() < b.getMaxX()
        && b.getMinX() < a.getMaxX()
        && a.getMinY() < b.getMaxY()
        && b.getMinY() < a.getMaxY();
  }

  /** A box around each segment's end and control points. */
  private static List<Rectangle2D> boxes(Path2D outline) {
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
