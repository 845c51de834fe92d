package org.dcgan4j.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** Charts above each other in one picture. */
final class ChartStack {
  static final int WIDTH = 900;
  static final int HEIGHT = 700;

  private ChartStack() {}

  /**
   * Two charts, the first one above.
   *
   * @param what they show, for messages
   * @throws PictureException when they cannot be drawn on this machine
   */
  static BufferedImage draw(String what, Supplier<XYChart> above, Supplier<XYChart> below) {
    return ChartStyle.draw("the chart of " + what, () -> stack(List.of(above.get(), below.get())));
  }

  private static BufferedImage stack(List<XYChart> charts) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < charts.size(); i++) {
      graphics.drawImage(
          BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT / charts.size(), null);
    }
    graphics.dispose();
    return image;
  }
}
