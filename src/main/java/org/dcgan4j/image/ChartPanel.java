package org.dcgan4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One of the charts that stand above each other: its look, and its curves.
 *
 * @param <P> what stands at one step
 */
final class ChartPanel<P extends ChartPanel.Point> {
  /** What a chart shows at one step. */
  interface Point {
    /** The step it stands at. */
    long step();
  }

  /** More points than this are thinned: about two pixels for each. */
  static final int POINTS = 400;

  private static final int POINTS_WITH_MARKERS = 40;
  private static final int PALE = 48;

  /** What a curve shows. */
  record Quantity<P>(String name, Color color, ToDoubleFunction<P> value) {}

  private final XYChart chart;
  private final List<P> points;

  ChartPanel(String title, String xTitle, List<P> points) {
    this.points = points;
    chart =
        new XYChartBuilder()
            .width(ChartStack.WIDTH)
            .height(ChartStack.HEIGHT / 2)
            .title(title)
            .xAxisTitle(xTitle)
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(end(points));
  }

  XYChart chart() {
    return chart;
  }

  void bounds(double least, double greatest) {
    chart.getStyler().setYAxisMin(least).setYAxisMax(greatest);
    // The same few digits in both charts keep their left edges in line.
    boolean plain = Math.max(-least, greatest) < 1e4;
    chart.getStyler().setYAxisDecimalPattern(plain ? "0.0##" : "0.##E0");
  }

  /** A dashed line across, without a name. */
  void addLevel(double level) {
    XYSeries series =
        chart.addSeries("level", new double[] {0, end(points)}, new double[] {level, level});
    series.setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.GRAY);
    series.setLineStyle(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
  }

  /** Draws all curves above all bands, so that no curve hides behind a band. */
  void add(List<Quantity<P>> quantities) {
    if (points.size() > POINTS) {
      for (Quantity<P> quantity : quantities) {
        addBand(quantity.name() + " band", quantity.color(), curve(quantity).extremes(POINTS));
      }
    }
    for (Quantity<P> quantity : quantities) {
      Curve curve = curve(quantity);
      addCurve(quantity, curve.size() > POINTS ? curve.means(POINTS) : curve);
    }
  }

  private void addBand(String name, Color color, Curve extremes) {
    XYSeries series = chart.addSeries(name, extremes.x(), extremes.y());
    series.setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), PALE));
    series.setLineWidth(2.5f);
  }

  private void addCurve(Quantity<P> quantity, Curve curve) {
    XYSeries series = chart.addSeries(quantity.name(), curve.x(), curve.y());
    series.setLineColor(quantity.color());
    series.setLineWidth(2);
    series.setMarkerColor(quantity.color());
    series.setMarker(
        curve.size() > POINTS_WITH_MARKERS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }

  private Curve curve(Quantity<P> quantity) {
    return Curve.of(points, quantity.value());
  }

  private static double end(List<? extends Point> points) {
    return Math.max(1, points.get(points.size() - 1).step());
  }
}
