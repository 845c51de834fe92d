package org.dcgan4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.dcgan4j.binding.InvalidInputException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The charts of a training over its steps: two panels above each other, 900 x 700 pixels. What is
 * not finite is a gap; of many points each curve shows means, over a pale band from the least to
 * the greatest value. Each throws an {@link InvalidInputException} when there is no point, and a
 * {@link PictureException} when it cannot be drawn on this machine, which no training should end
 * for.
 *
 * @param <P> what stands at one step
 */
public final class StepChart<P extends StepChart.Point> {
  static final int WIDTH = 900;
  static final int HEIGHT = 700;

  /** More points than this are thinned: about two pixels for each. */
  static final int POINTS = 400;

  private static final int POINTS_WITH_MARKERS = 40;
  private static final Color RECALL = new Color(0x4C9A2A);
  private static final Color COVERAGE = new Color(0x7A4FA3);

  /** What a chart shows at one step. */
  sealed interface Point {
    /** The step it stands at. */
    long step();
  }

  /**
   * One point of the chart of losses.
   *
   * @param step the step it stands at
   * @param dLoss the discriminator's loss
   * @param gLoss the generator's loss
   * @param dReal mean probability that the discriminator gives to reals, in [0, 1]
   * @param dFake mean probability that it gives to fakes, in [0, 1]
   */
  public record Losses(long step, double dLoss, double gLoss, double dReal, double dFake)
      implements Point {}

  /**
   * One point of the chart of measures.
   *
   * @param step the step it stands at
   * @param frechet Fréchet distance of the samples, 0 or more
   * @param frechetFloor that of real images
   * @param precision in [0, 1]
   * @param recall in [0, 1]
   * @param coverage in [0, 1]
   * @param coverageFloor that of real images
   */
  public record Measures(
      long step,
      double frechet,
      double frechetFloor,
      double precision,
      double recall,
      double coverage,
      double coverageFloor)
      implements Point {}

  private record Quantity<P>(String name, Color color, ToDoubleFunction<P> value) {}

  private final XYChart chart;
  private final List<P> points;
  private final double end;

  private StepChart(String title, String xTitle, List<P> points) {
    this.points = points;
    this.end = Math.max(1, points.get(points.size() - 1).step());
    chart = Charts.chart(WIDTH, HEIGHT / 2, title, xTitle);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(end);
  }

  /**
   * Both losses above, the discriminator's probabilities below.
   *
   * @param points in the order of their steps; at least one
   */
  public static BufferedImage ofLosses(List<Losses> points) {
    return stack(
        "losses",
        points,
        () -> {
          StepChart<Losses> panel = new StepChart<>("Losses", "", points);
          DoubleSummaryStatistics losses =
              points.stream()
                  .flatMapToDouble(p -> DoubleStream.of(p.dLoss(), p.gLoss()))
                  .filter(Double::isFinite)
                  .summaryStatistics();
          // From 0, or from less where a loss is negative, to a little above the greatest loss.
          double least = Math.min(0, 1.05 * losses.getMin());
          double greatest = 1.05 * losses.getMax();
          return panel.of(
              least,
              greatest > least ? greatest : least + 1,
              0,
              List.of(
                  new Quantity<>("discriminator", Charts.REALS, Losses::dLoss),
                  new Quantity<>("generator", Charts.FAKES, Losses::gLoss)));
        },
        () ->
            new StepChart<>("The discriminator's belief that an image is real", "step", points)
                .of(
                    0,
                    1,
                    0.5,
                    List.of(
                        new Quantity<>("D(x), of reals", Charts.REALS, Losses::dReal),
                        new Quantity<>("D(G(z)), of fakes", Charts.FAKES, Losses::dFake))));
  }

  /**
   * The Fréchet distance above, precision, recall and coverage below. Dashed lines are what real
   * images reach.
   *
   * @param points in the order of their steps; at least one
   */
  public static BufferedImage ofMeasures(List<Measures> points) {
    return stack(
        "measures",
        points,
        () -> {
          String title = "Fréchet distance, of few samples: less is better";
          DoubleStream distances = points.stream().mapToDouble(Measures::frechet);
          double most = distances.filter(Double::isFinite).max().orElse(1);
          return new StepChart<>(title, "", points)
              .of(
                  0,
                  most > 0 ? 1.05 * most : 1,
                  points.get(points.size() - 1).frechetFloor(),
                  List.of(new Quantity<>("Fréchet distance", Charts.REALS, Measures::frechet)));
        },
        () ->
            new StepChart<>("Precision, recall, coverage: more is better", "step", points)
                .of(
                    0,
                    1,
                    points.get(points.size() - 1).coverageFloor(),
                    List.of(
                        new Quantity<>("precision", Charts.FAKES, Measures::precision),
                        new Quantity<>("recall", RECALL, Measures::recall),
                        new Quantity<>("coverage", COVERAGE, Measures::coverage))));
  }

  private static BufferedImage stack(
      String what, List<?> points, Supplier<XYChart> above, Supplier<XYChart> below) {
    if (points.isEmpty()) {
      throw new InvalidInputException("a chart of " + what + " needs at least one point");
    }
    return Charts.draw(
        "the chart of " + what,
        () -> {
          BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
          Graphics2D graphics = image.createGraphics();
          graphics.drawImage(BitmapEncoder.getBufferedImage(above.get()), 0, 0, null);
          graphics.drawImage(BitmapEncoder.getBufferedImage(below.get()), 0, HEIGHT / 2, null);
          graphics.dispose();
          return image;
        });
  }

  /**
   * Draws all curves above all bands, so that no curve hides behind a band.
   *
   * @param level of a dashed line across, without a name
   */
  private XYChart of(double least, double greatest, double level, List<Quantity<P>> quantities) {
    chart.getStyler().setYAxisMin(least).setYAxisMax(greatest);
    // The same few digits in both charts keep their left edges in line.
    boolean plain = Math.max(-least, greatest) < 1e4;
    chart.getStyler().setYAxisDecimalPattern(plain ? "0.0##" : "0.##E0");
    double[] levels = {level, level};
    XYSeries line = Charts.addLine(chart, "level", new double[] {0, end}, levels, Color.GRAY, 1);
    line.setShowInLegend(false);
    line.setLineStyle(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
    for (Quantity<P> quantity : points.size() > POINTS ? quantities : List.<Quantity<P>>of()) {
      Curve extremes = Curve.of(points, quantity.value()).extremes(POINTS);
      Color pale = Charts.pale(quantity.color(), 48);
      String name = quantity.name() + " band";
      Charts.addLine(chart, name, extremes.x(), extremes.y(), pale, 2.5f).setShowInLegend(false);
    }
    for (Quantity<P> quantity : quantities) {
      Curve all = Curve.of(points, quantity.value());
      Curve curve = all.size() > POINTS ? all.means(POINTS) : all;
      Color color = quantity.color();
      XYSeries series = Charts.addLine(chart, quantity.name(), curve.x(), curve.y(), color, 2);
      series.setMarkerColor(color);
      if (curve.size() <= POINTS_WITH_MARKERS) {
        series.setMarker(SeriesMarkers.CIRCLE);
      }
    }
    return chart;
  }
}
