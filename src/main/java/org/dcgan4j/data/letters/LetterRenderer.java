package org.dcgan4j.data.letters;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.letters.Glyph.Strokes;

/**
 * Draws letters as notMNIST has them: stretched to fill nearly the whole image; white on black, or
 * in two colours. Letter {@code index} is a function of the faces, the seed and the index alone:
 * that of one size is a finer drawing of that of another. May be used by several threads at once.
 */
public final class LetterRenderer {
  /** notMNIST's: 28 x 28, grey. */
  public static final ImageShape USUAL = ImageShape.grey(28, 28);

  /** Of the image, in the units of all lengths below. */
  private static final int SIDE = 28;

  /** Goes up with every change that changes pixels, so that sets on disk are made again. */
  static final int VERSION = 1;

  private final FontFaces faces;
  private final ImageShape shape;
  private final long stream;

  /**
   * @param shape square; with three channels for colours
   */
  public LetterRenderer(FontFaces faces, ImageShape shape, long seed) {
    this.faces = faces;
    this.shape = shape;
    // Mixed, so that letter 1 of seed 7 is not letter 0 of seed 8.
    this.stream = new SplittableRandom(seed).nextLong();
  }

  /** The face that letter {@code index} is drawn from. */
  public FontFace face(int index) {
    return face(random(index));
  }

  /** Draws a letter, from 0: {@code TYPE_BYTE_GRAY}, or {@code TYPE_3BYTE_BGR} in colours. */
  public BufferedImage render(int index) {
    SplittableRandom random = random(index);
    Glyph glyph = face(random).glyphs().get(index % FontFace.LETTERS);
    BufferedImage letter = draw(glyph, Style.draw(random));
    return shape.isGrey() ? letter : Paint.draw(random).on(letter);
  }

  private SplittableRandom random(int index) {
    return new SplittableRandom(stream + index);
  }

  private FontFace face(SplittableRandom random) {
    return faces.faces().get(random.nextInt(faces.size()));
  }

  private BufferedImage draw(Glyph glyph, Style style) {
    Path2D outline = style.bent(glyph.outline());
    AffineTransform lean = AffineTransform.getRotateInstance(style.rotation());
    lean.shear(-style.slant(), 0);
    lean.scale(glyph.aspect(), 1);
    outline.transform(lean);

    Rectangle2D natural = outline.getBounds2D();
    Rectangle2D box = style.box(natural);
    // The strokes were measured upright: a slanted letter's box is wider than the letter.
    double upright = box.getWidth() * Math.min(1, glyph.aspect() / natural.getWidth());
    Pen pen = Pen.of(style, glyph.strokes(), upright, box.getHeight());
    // The pen goes half its width beyond the outline, or takes as much away.
    double x = -pen.width() / 2;
    double y = -pen.height() / 2;
    box.setFrame(box.getX() - x, box.getY() - y, box.getWidth() + 2 * x, box.getHeight() + 2 * y);
    outline.transform(Glyph.between(outline.getBounds2D(), box));

    BufferedImage image =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(shape.width() / (double) SIDE, shape.height() / (double) SIDE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.fill(graphics, outline);
    graphics.dispose();
    return image;
  }

  /**
   * How one letter differs from its font: all that is drawn by chance.
   *
   * @param slant shear to the right per unit of height, negative to the left
   * @param rotation in radians
   * @param taper how much wider the foot is than the head, as a share of the width
   * @param waist how far down the middle of the letter moves, as a share of the height
   * @param weight from -1, as thin as its hairlines allow, over 0, as the font is, to 1, as bold as
   *     its counters allow
   * @param contrast how many times more the weight changes across than down
   * @param roundCorners whether a bolder letter's corners are round
   * @param widening at most so many times wider than the font has it, for its height
   * @param width of the letter's box, as a share of the image's
   * @param height of the letter's box, as a share of the image's
   * @param x the box's place in the room that is left, 0 left to 1 right
   * @param y the box's place in the room that is left, 0 top to 1 bottom
   */
  private record Style(
      double slant,
      double rotation,
      double taper,
      double waist,
      double weight,
      double contrast,
      boolean roundCorners,
      double widening,
      double width,
      double height,
      double x,
      double y) {

    /** The largest share of the image by which a letter's box falls short of it. */
    static final double MARGIN = 0.12;

    static Style draw(SplittableRandom random) {
      return new Style(
          sometimes(random, 0.5) * between(random, -0.1, 0.35),
          Math.toRadians(between(random, -2, 2) + between(random, -2, 2)),
          sometimes(random, 0.4) * between(random, -0.25, 0.25),
          sometimes(random, 0.6) * between(random, -0.09, 0.09),
          between(random, -1, 1),
          Math.exp(between(random, -0.7, 0.7)),
          random.nextBoolean(),
          between(random, 2, 3.2),
          1 - MARGIN * square(random.nextDouble()),
          1 - MARGIN * square(random.nextDouble()),
          random.nextDouble(),
          random.nextDouble());
    }

    private static double between(SplittableRandom random, double low, double high) {
      return low + (high - low) * random.nextDouble();
    }

    /** 1 with the given chance, otherwise 0. */
    private static int sometimes(SplittableRandom random, double chance) {
      return random.nextDouble() < chance ? 1 : 0;
    }

    private static double square(double value) {
      return value * value;
    }

    /** An outline in the unit square with its points moved; straight lines stay straight. */
    Path2D bent(Path2D outline) {
      Path2D bent = new Path2D.Double(outline.getWindingRule());
      double[] p = new double[6];
      for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
        int kind = i.currentSegment(p);
        for (int at = 0; at < p.length; at += 2) {
          double right = p[at] - 0.5;
          double down = p[at + 1];
          p[at] = 0.5 + right * (1 + taper * (down - 0.5));
          p[at + 1] = down + 4 * waist * down * (1 - down);
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

    /** The place of a letter of these proportions in the image. */
    Rectangle2D box(Rectangle2D natural) {
      double boxHeight = SIDE * height;
      double asDrawn = boxHeight * natural.getWidth() / natural.getHeight();
      double boxWidth = Math.min(SIDE * width, asDrawn * widening);
      // A narrow letter, an I, stays near the middle.
      double room = Math.min(SIDE - boxWidth, SIDE * MARGIN);
      double left = (SIDE - boxWidth - room) / 2 + room * x;
      return new Rectangle2D.Double(left, (SIDE - boxHeight) * y, boxWidth, boxHeight);
    }
  }

  /**
   * An elliptic pen that goes around a letter's outline to make it bolder or thinner.
   *
   * @param width how much thicker upright strokes get; thinner when negative
   * @param height the same for level strokes, with the same sign
   * @param roundCorners whether corners are round; otherwise right angles stay right angles
   */
  private record Pen(double width, double height, boolean roundCorners) {
    /** The thinnest stroke that thinning leaves. */
    private static final double HAIRLINE = 1.4;

    /** The narrowest gap that emboldening leaves. */
    private static final double LEAST_GAP = 1.8;

    /** The most that a stroke gets bolder. */
    private static final double MOST_BOLDER = 4.5;

    /** A thinner pen changes nothing that shows, and its ellipse would be no shape. */
    private static final double LEAST = 0.02;

    /** Just above that of a right angle: sharper corners are cut, so that none sticks out. */
    private static final float MITER_LIMIT = 1.5f;

    /** The pen for a letter of a width and height. */
    static Pen of(Style style, Strokes strokes, double width, double height) {
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

  /** The colours of a letter and of its ground. */
  private record Paint(Color letter, Color ground) {
    /** Of luminances, the least that WCAG 2.1 asks of graphics (success criterion 1.4.11). */
    private static final double LEAST_CONTRAST = 3;

    static Paint draw(SplittableRandom random) {
      Paint paint;
      do {
        paint = new Paint(colour(random), colour(random));
      } while (paint.contrast() < LEAST_CONTRAST);
      return paint;
    }

    private static Color colour(SplittableRandom random) {
      float hue = (float) random.nextDouble();
      float saturation = (float) Math.sqrt(random.nextDouble());
      return Color.getHSBColor(hue, saturation, (float) random.nextDouble());
    }

    private double contrast() {
      double one = luminance(letter);
      double other = luminance(ground);
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /** Relative luminance of sRGB, [0, 1]. */
    private static double luminance(Color colour) {
      return 0.2126 * linear(colour.getRed())
          + 0.7152 * linear(colour.getGreen())
          + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int level) {
      double share = level / 255.0;
      return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** A letter that was drawn white on black. */
    BufferedImage on(BufferedImage drawn) {
      int width = drawn.getWidth();
      BufferedImage image =
          new BufferedImage(width, drawn.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      int[] ink = drawn.getRaster().getSamples(0, 0, width, drawn.getHeight(), 0, (int[]) null);
      for (int i = 0; i < ink.length; i++) {
        int red = mix(ink[i], letter.getRed(), ground.getRed());
        int green = mix(ink[i], letter.getGreen(), ground.getGreen());
        int blue = mix(ink[i], letter.getBlue(), ground.getBlue());
        image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
      }
      return image;
    }

    private static int mix(int ink, int letter, int ground) {
      return (ink * letter + (255 - ink) * ground + 127) / 255;
    }
  }
}
