package org.dcgan4j.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Texts down the left side of a grid, one in the middle of each row's height. */
record CaptionStrip(List<String> captions, int rowHeight, Font font, int width) {
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
  private static final int PADDING = 8;

  /** The strip for rows of {@code rowHeight} pixels; 0 wide where there is no caption. */
  static CaptionStrip of(List<String> captions, int rowHeight) {
    if (captions.isEmpty()) {
      return new CaptionStrip(captions, rowHeight, null, 0);
    }
    Font font = PictureFont.plain(Math.max(9, Math.min(24, rowHeight * 0.55f)));
    double widest =
        captions.stream()
            .mapToDouble(c -> font.getStringBounds(c, SMOOTH).getWidth())
            .max()
            .orElse(0);
    return new CaptionStrip(captions, rowHeight, font, (int) Math.ceil(widest) + 2 * PADDING);
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
