package org.dcgan4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.Charts.PictureException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart over the steps of a training: two panels above each other, 900 x 700 pixels. What is not
 * finite is a gap; of many points each curve shows means, over a pale band from the least to the
 * greatest value.
 *
 * @param what it shows, for messages
 * @param step the step that a point stands at
 * @param <P> what stands at one step
 */
public record StepChart<P>(String what, ToDoubleFunction<P> step, Panel<P> above, Panel<P> below) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 700;

  /** More points than this are thinned: about two pixels for each. */
  private static final int POINTS = 400;

  private static final int POINTS_WITH_MARKERS = 40;

  /** One curve. */
  public record Quantity<P>(String name, Color color, ToDoubleFunction<P> value) {}

  /**
   * Some curves in one system of coordinates.
   *
   * @param shares whether they lie in [0, 1]; else they lie where their values do, and at 0
   * @param level where a dashed line without a name is, by the last point
   */
  public record Panel<P>(
      String title, boolean shares, ToDoubleFunction<P> level, List<Quantity<P>> quantities) {}

  /**
   * Draws it.
   *
   * @param points in the order of their steps
   * @throws InvalidInputException when there is no point
   * @throws PictureException when it cannot be drawn on this machine, which no training should end
   *     for
   */
  public BufferedImage draw(List<P> points) {
    if (points.isEmpty()) {
      throw new InvalidInputException("a chart of " + what + " needs at least one point");
    }
    return Charts.draw(
        "the chart of " + what,
        () -> {
          BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
          Graphics2D graphics = image.createGraphics();
          graphics.drawImage(draw(above, "", points), 0, 0, null);
          graphics.drawImage(draw(below, "step", points), 0, HEIGHT / 2, null);
          graphics.dispose();
          return image;
        });
  }

  /** Draws all curves above all bands, so that no curve hides behind a band. */
  private BufferedImage draw(Panel<P> panel, String xTitle, List<P> points) {
    P last = points.get(points.size() - 1);
    double end = Math.max(1, step.applyAsDouble(last));
    XYChart chart = Charts.chart(WIDTH, HEIGHT / 2, panel.title(), xTitle);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(end);
    setRange(chart, panel, points);
    double level = panel.level().applyAsDouble(last);
    double[] levels = {level, level};
    XYSeries line = Charts.addLine(chart, "level", new double[] {0, end}, levels, Color.GRAY, 1);
    line.setShowInLegend(false);
    line.setLineStyle(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
    for (Quantity<P> quantity :
        points.size() > POINTS ? panel.quantities() : List.<Quantity<P>>of()) {
      Curve extremes = Curve.of(points, step, quantity.value()).extremes(POINTS);
      Color pale = Charts.pale(quantity.color(), 48);
      String name = quantity.name() + " band";
      Charts.addLine(chart, name, extremes.x(), extremes.y(), pale, 2.5f).setShowInLegend(false);
    }
    for (Quantity<P> quantity : panel.quantities()) {
      Curve all = Curve.of(points, step, quantity.value());
      Curve curve = all.size() > POINTS ? all.means(POINTS) : all;
      Color color = quantity.color();
      XYSeries series = Charts.addLine(chart, quantity.name(), curve.x(), curve.y(), color, 2);
      series.setMarkerColor(color);
      if (curve.size() <= POINTS_WITH_MARKERS) {
        series.setMarker(SeriesMarkers.CIRCLE);
      }
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** From 0, or from less where a value is negative, to a little above the greatest value. */
  private void setRange(XYChart chart, Panel<P> panel, List<P> points) {
    DoubleSummaryStatistics values =
        panel.quantities().stream()
            .flatMapToDouble(q -> points.stream().mapToDouble(q.value()))
            .filter(Double::isFinite)
            .summaryStatistics();
    double least = panel.shares() ? 0 : Math.min(0, 1.05 * values.getMin());
    double most = panel.shares() ? 1 : 1.05 * values.getMax();
    double greatest = most > least ? most : least + 1;
    chart.getStyler().setYAxisMin(least).setYAxisMax(greatest);
    // The same few digits in both charts keep their left edges in line.
    boolean plain = Math.max(-least, greatest) < 1e4;
    chart.getStyler().setYAxisDecimalPattern(plain ? "0.0##" : "0.##E0");
  }

  /**
   * One quantity over the steps, thinned to what a chart can show.
   *
   * @param x the steps
   * @param y the values; NaN is a gap
   */
  record Curve(double[] x, double[] y) {

    /** Every point. */
    static <P> Curve of(List<P> points, ToDoubleFunction<P> step, ToDoubleFunction<P> quantity) {
      return new Curve(
          points.stream().mapToDouble(step).toArray(),
          points.stream()
              .mapToDouble(quantity)
              .map(value -> Double.isFinite(value) ? value : Double.NaN)
              .toArray());
    }

    /** The mean over the finite values of each of {@code buckets} parts of equal length. */
    Curve means(int buckets) {
      Curve means = new Curve(new double[buckets], new double[buckets]);
      for (int b = 0; b < buckets; b++) {
        int from = start(b, buckets);
        int to = start(b + 1, buckets);
        means.x[b] = (x[from] + x[to - 1]) / 2;
        means.y[b] = finite(from, to).average().orElse(Double.NaN);
      }
      return means;
    }

    /** The least and the greatest value of each part, in turn, so that no spike is lost. */
    Curve extremes(int buckets) {
      Curve extremes = new Curve(new double[2 * buckets], new double[2 * buckets]);
      for (int b = 0; b < buckets; b++) {
        int from = start(b, buckets);
        int to = start(b + 1, buckets);
        extremes.x[2 * b] = x[from];
        extremes.x[2 * b + 1] = x[to - 1];
        extremes.y[2 * b] = finite(from, to).min().orElse(Double.NaN);
        extremes.y[2 * b + 1] = finite(from, to).max().orElse(Double.NaN);
      }
      return extremes;
    }

    int size() {
      return x.length;
    }

    private int start(int bucket, int buckets) {
      return (int) ((long) size() * bucket / buckets);
    }

    private DoubleStream finite(int from, int to) {
      return Arrays.stream(y, from, to).filter(Double::isFinite);
    }
  }
}
