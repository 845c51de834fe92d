package org.dcgan4j.data.letters;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final byte[] COLLECTION = {'t', 't', 'c', 'f'};

  /** Plenty for a decorated letter; joining the contours of more would take minutes. */
  private static final int MOST_SEGMENTS = 4_000;

  /** Five for each segment of the largest outline: an honest one has two or three. */
  private static final int MOST_CROSSINGS = 20_000;

  private FontReader() {}

  /**
   * The faces in a font file: one, or several in a collection.
   *
   * @param name what to call them, see {@link FontFace#name()}
   * @throws IOException when the file is damaged or lacks a letter, with a reason for the user
   */
  static List<FontFace> read(String name, byte[] file) throws IOException {
    CharacterMaps.check(file);
    try {
      return startsWith(file, COLLECTION) ? collection(name, file) : List.of(single(name, file));
    } catch (RuntimeException e) {
      // FontBox answers damage it does not expect with whatever its parser trips over.
      throw new IOException("not a readable font (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static FontFace single(String name, byte[] file) throws IOException {
    // Lenient, as for a font inside a PDF: outlines are needed, names and metrics are not.
    OTFParser parser = new OTFParser(true);
    try (OpenTypeFont font = parser.parse(new RandomAccessReadBuffer(OutlineTables.of(file)))) {
      return face(name, font);
    }
  }

  private static List<FontFace> collection(String name, byte[] file) throws IOException {
    List<FontFace> faces = new ArrayList<>();
    try (TrueTypeCollection fonts = new TrueTypeCollection(new ByteArrayInputStream(file))) {
      fonts.processAllFonts(font -> faces.add(face(name, font)));
    }
    return faces;
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
    if (Crossings.exceed(outline, MOST_CROSSINGS)) {
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

  private static boolean startsWith(byte[] file, byte[] magic) {
    return file.length >= magic.length
        && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
  }
}
