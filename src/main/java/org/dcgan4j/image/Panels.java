package org.dcgan4j.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures with a title each, in rows.
 *
 * @param rows from the top down; in each, pictures from the left to the right
 */
public record Panels(List<List<Panel>> rows) {
  private static final int TITLE = 28;
  private static final int GAP = 16;
  private static final float FONT = 15;

  /** One picture and what is written above it. */
  public record Panel(String title, BufferedImage picture) {}

  public Panels {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * All of them in one picture, in colour.
   *
   * @throws Charts.PictureException when this Java cannot draw text
   */
  public BufferedImage draw() {
    Font font = PictureFont.plain(FONT);
    int width = rows.stream().mapToInt(Panels::width).max().orElse(1);
    int height = rows.stream().mapToInt(Panels::height).sum();
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    graphics.setFont(font);
    int top = 0;
    for (List<Panel> row : rows) {
      int left = GAP;
      for (Panel panel : row) {
        graphics.drawString(panel.title(), left, top + TITLE - 8);
        graphics.drawImage(panel.picture(), left, top + TITLE, null);
        left += panel.picture().getWidth() + GAP;
      }
      top += height(row);
    }
    graphics.dispose();
    return canvas;
  }

  private static int width(List<Panel> row) {
    return GAP + row.stream().mapToInt(panel -> panel.picture().getWidth() + GAP).sum();
  }

  private static int height(List<Panel> row) {
    return TITLE + GAP + row.stream().mapToInt(p -> p.picture().getHeight()).max().orElse(0);
  }
}
