package org.dcgan4j.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.ChartPanel.Quantity;
import org.knowm.xchart.XYChart;

/**
 * The chart of a training's measures: the Fréchet distance above, precision, recall and coverage
 * below, 900 x 700 pixels. Dashed lines are what real images reach.
 */
public final class MeasureChart {
  private static final Color FRECHET = ChartStyle.REALS;
  private static final Color PRECISION = ChartStyle.FAKES;
  private static final Color RECALL = new Color(0x4C9A2A);
  private static final Color COVERAGE = new Color(0x7A4FA3);

  private MeasureChart() {}

  /**
   * @param points in the order of their steps; at least one
   * @throws InvalidInputException when there is no point
   * @throws PictureException when the chart cannot be drawn on this machine, which no training
   *     should end for
   */
  public static BufferedImage draw(List<MeasurePoint> points) {
    if (points.isEmpty()) {
      throw new InvalidInputException("a chart of measures needs at least one point");
    }
    return ChartStack.draw("measures", () -> frechet(points), () -> manifold(points));
  }

  /** Draws as {@link #draw} does and writes a PNG, whole or not at all. */
  public static void write(List<MeasurePoint> points, Path png) throws IOException {
    PictureFile.write(draw(points), png);
  }

  private static XYChart frechet(List<MeasurePoint> points) {
    ChartPanel<MeasurePoint> panel =
        new ChartPanel<>("Fréchet distance, of few samples: less is better", "", points);
    double most =
        points.stream().mapToDouble(MeasurePoint::frechet).filter(Double::isFinite).max().orElse(1);
    panel.bounds(0, most > 0 ? 1.05 * most : 1);
    panel.addLevel(last(points).frechetFloor());
    panel.add(List.of(new Quantity<>("Fréchet distance", FRECHET, MeasurePoint::frechet)));
    return panel.chart();
  }

  private static XYChart manifold(List<MeasurePoint> points) {
    ChartPanel<MeasurePoint> panel =
        new ChartPanel<>("Precision, recall, coverage: more is better", "step", points);
    panel.bounds(0, 1);
    panel.addLevel(last(points).coverageFloor());
    panel.add(
        List.of(
            new Quantity<>("precision", PRECISION, MeasurePoint::precision),
            new Quantity<>("recall", RECALL, MeasurePoint::recall),
            new Quantity<>("coverage", COVERAGE, MeasurePoint::coverage)));
    return panel.chart();
  }

  private static MeasurePoint last(List<MeasurePoint> points) {
    return points.get(points.size() - 1);
  }
}
