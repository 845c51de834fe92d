package org.dcgan4j.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import org.dcgan4j.image.Charts.PictureException;
import org.dcgan4j.io.IoProblem;

/**
 * The one font of every picture, Roboto from the class path: pictures look the same everywhere and
 * need no fonts on the machine.
 *
 * <p>On Linux, AWT asks the machine's fontconfig for its default fonts before it loads any font,
 * also one that is given to it, and fails where the machine has none, as small containers do. It
 * does not ask where the property {@code sun.awt.fontconfig} names a file of its own, and it tries
 * again after a failure: so a second try gets that file. Where no text can be drawn at all, for
 * example without FreeType, a {@link PictureException} says so.
 */
final class PictureFont {
  private static final String FAMILY = "/com/formdev/flatlaf/fonts/roboto/Roboto-";
  private static final String FONT_CONFIGURATION = "sun.awt.fontconfig";

  private static List<Font> faces;

  private PictureFont() {}

  static Font plain(float size) {
    return faces().get(0).deriveFont(size);
  }

  static Font bold(float size) {
    return faces().get(1).deriveFont(size);
  }

  private static synchronized List<Font> faces() {
    if (faces == null) {
      // A DISPLAY that cannot be reached must not matter.
      System.getProperties().putIfAbsent("java.awt.headless", "true");
      try {
        faces = List.of(read("Regular.ttf"), read("Bold.ttf"));
      } catch (IOException | FontFormatException | RuntimeException | Error first) {
        faces = withoutFontconfig(first);
      }
    }
    return faces;
  }

  private static List<Font> withoutFontconfig(Throwable first) {
    try {
      Path file = Files.createTempFile("dcgan4j-", "-fontconfig.properties");
      file.toFile().deleteOnExit();
      Files.writeString(file, "version=1\nsequence.allfonts=default\n");
      System.setProperty(FONT_CONFIGURATION, file.toString());
      return List.of(read("Regular.ttf"), read("Bold.ttf"));
    } catch (IOException | FontFormatException | RuntimeException | Error second) {
      second.addSuppressed(first);
      String why = second instanceof IOException io ? IoProblem.of(io) : second.toString();
      throw new PictureException("this Java cannot draw text: " + why, second);
    }
  }

  private static Font read(String face) throws IOException, FontFormatException {
    try (InputStream in = PictureFont.class.getResourceAsStream(FAMILY + face)) {
      if (in == null) {
        throw new FileNotFoundException(FAMILY + face + " is not on the class path");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    }
  }

  /** Texts down the left side of a grid, one in the middle of each row's height. */
  record Captions(List<String> captions, int rowHeight, Font font, int width) {
    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
    private static final int PADDING = 8;

    /** The strip for rows of {@code rowHeight} pixels; 0 wide where there is no caption. */
    static Captions of(List<String> captions, int rowHeight) {
      if (captions.isEmpty()) {
        return new Captions(captions, rowHeight, null, 0);
      }
      Font font = plain(Math.max(9, Math.min(24, rowHeight * 0.55f)));
      DoubleStream widths =
          captions.stream().mapToDouble(c -> font.getStringBounds(c, SMOOTH).getWidth());
      int width = (int) Math.ceil(widths.max().orElse(0)) + 2 * PADDING;
      return new Captions(captions, rowHeight, font, width);
    }

    /** Draws the texts; {@code top} says at which y a row begins. */
    void paint(BufferedImage canvas, IntUnaryOperator top) {
      if (captions.isEmpty()) {
        return;
      }
      Graphics2D graphics = canvas.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setFont(font);
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, width, canvas.getHeight());
      graphics.setColor(Color.WHITE);
      for (int row = 0; row < captions.size(); row++) {
        String caption = captions.get(row);
        LineMetrics metrics = font.getLineMetrics(caption, SMOOTH);
        float x = (float) (width - font.getStringBounds(caption, SMOOTH).getWidth()) / 2;
        float middle = top.applyAsInt(row) + rowHeight / 2f;
        graphics.drawString(caption, x, middle + (metrics.getAscent() - metrics.getDescent()) / 2);
      }
      graphics.dispose();
    }
  }
}
