package org.dcgan4j.data.letters;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Draws letters as notMNIST has them: 28 x 28, white on black, stretched to fill nearly the whole
 * image. Letter {@code index} is a function of the faces, the seed and the index alone. May be used
 * by several threads at once.
 */
public final class LetterRenderer {
  /** The images' width and height in pixels. */
  public static final int SIDE = 28;

  /** Goes up with every change that changes pixels, so that sets on disk are made again. */
  static final int VERSION = 1;

  private final FontFaces faces;
  private final long stream;

  public LetterRenderer(FontFaces faces, long seed) {
    this.faces = faces;
    // Mixed, so that letter 1 of seed 7 is not letter 0 of seed 8.
    this.stream = new SplittableRandom(seed).nextLong();
  }

  /** The letter that {@code index} shows: A, B, … J, A, … */
  public static char letter(int index) {
    return FontFace.letter(index % FontFace.LETTERS);
  }

  /** The face that letter {@code index} is drawn from. */
  public FontFace face(int index) {
    return face(random(index));
  }

  /**
   * Draws one letter.
   *
   * @param index from 0
   * @return a new image of type {@link BufferedImage#TYPE_BYTE_GRAY}, [28, 28], 0 black to 255
   *     white
   */
  public BufferedImage render(int index) {
    SplittableRandom random = random(index);
    Glyph glyph = face(random).glyphs().get(index % FontFace.LETTERS);
    return draw(glyph, LetterStyle.draw(random));
  }

  private SplittableRandom random(int index) {
    return new SplittableRandom(stream + index);
  }

  private FontFace face(SplittableRandom random) {
    return faces.faces().get(random.nextInt(faces.size()));
  }

  private static BufferedImage draw(Glyph glyph, LetterStyle style) {
    Path2D outline = new Warp(style.taper(), style.waist()).apply(glyph.outline());
    AffineTransform lean = AffineTransform.getRotateInstance(style.rotation());
    lean.shear(-style.slant(), 0);
    lean.scale(glyph.aspect(), 1);
    outline.transform(lean);

    Rectangle2D natural = outline.getBounds2D();
    Rectangle2D box = box(natural, style);
    // The strokes were measured upright: a slanted letter's box is wider than the letter.
    double upright = box.getWidth() * Math.min(1, glyph.aspect() / natural.getWidth());
    Pen pen = Pen.of(style, glyph.strokes(), upright, box.getHeight());
    // The pen goes half its width beyond the outline, or takes as much away.
    Rectangle2D inner = grow(box, -pen.width() / 2, -pen.height() / 2);
    outline.transform(Glyph.between(outline.getBounds2D(), inner));
    return paint(outline, pen);
  }

  private static Rectangle2D box(Rectangle2D natural, LetterStyle style) {
    double height = SIDE * style.height();
    double asDrawn = height * natural.getWidth() / natural.getHeight();
    double width = Math.min(SIDE * style.width(), asDrawn * style.widening());
    // A narrow letter, an I, stays near the middle.
    double room = Math.min(SIDE - width, SIDE * LetterStyle.MARGIN);
    double x = (SIDE - width - room) / 2 + room * style.x();
    return new Rectangle2D.Double(x, (SIDE - height) * style.y(), width, height);
  }

  private static Rectangle2D grow(Rectangle2D box, double x, double y) {
    return new Rectangle2D.Double(
        box.getX() - x, box.getY() - y, box.getWidth() + 2 * x, box.getHeight() + 2 * y);
  }

  private static BufferedImage paint(Path2D outline, Pen pen) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.fill(graphics, outline);
    graphics.dispose();
    return image;
  }
}
