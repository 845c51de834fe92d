package org.dcgan4j.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.ChartPanel.Quantity;
import org.knowm.xchart.XYChart;

/**
 * The chart of a training: both losses above, the discriminator's probabilities below, 900 x 700
 * pixels.
 *
 * <p>Of many points each curve shows means, over a pale band from the least to the greatest value.
 */
public final class LossChart {
  private static final Color DISCRIMINATOR = ChartStyle.REALS;
  private static final Color GENERATOR = ChartStyle.FAKES;

  private LossChart() {}

  /**
   * @param points in the order of their steps; at least one
   * @throws InvalidInputException when there is no point
   * @throws PictureException when the chart cannot be drawn on this machine, which no training
   *     should end for
   */
  public static BufferedImage draw(List<LossPoint> points) {
    if (points.isEmpty()) {
      throw new InvalidInputException("a chart of losses needs at least one point");
    }
    return ChartStack.draw("losses", () -> losses(points), () -> probabilities(points));
  }

  /** Draws as {@link #draw} does and writes a PNG, whole or not at all. */
  public static void write(List<LossPoint> points, Path png) throws IOException {
    PictureFile.write(draw(points), png);
  }

  private static XYChart losses(List<LossPoint> points) {
    ChartPanel<LossPoint> panel = new ChartPanel<>("Losses", "", points);
    double[] range = range(points);
    panel.bounds(range[0], range[1]);
    panel.addLevel(0);
    panel.add(
        List.of(
            new Quantity<>("discriminator", DISCRIMINATOR, LossPoint::dLoss),
            new Quantity<>("generator", GENERATOR, LossPoint::gLoss)));
    return panel.chart();
  }

  private static XYChart probabilities(List<LossPoint> points) {
    ChartPanel<LossPoint> panel =
        new ChartPanel<>("The discriminator's belief that an image is real", "step", points);
    panel.bounds(0, 1);
    panel.addLevel(0.5);
    panel.add(
        List.of(
            new Quantity<>("D(x), of reals", DISCRIMINATOR, LossPoint::dReal),
            new Quantity<>("D(G(z)), of fakes", GENERATOR, LossPoint::dFake)));
    return panel.chart();
  }

  /** From 0, or from less where a loss is negative, to a little above the greatest loss. */
  private static double[] range(List<LossPoint> points) {
    DoubleSummaryStatistics losses =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.dLoss(), p.gLoss()))
            .filter(Double::isFinite)
            .summaryStatistics();
    double least = Math.min(0, 1.05 * losses.getMin());
    double greatest = 1.05 * losses.getMax();
    return new double[] {least, greatest > least ? greatest : least + 1};
  }
}
