package org.dcgan4j.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A distribution on the line, 900 x 500 pixels: its density, a histogram of numbers that shall
 * follow it, and the discriminator's belief at each place. Where that crosses one half is the
 * decision boundary.
 */
public final class DensityChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int BINS = 60;
  private static final Color BELIEF = new Color(0x2A8C4A);
  private static final int PALE = 90;

  private DensityChart() {}

  /**
   * @param places in ascending order, at equal distances: what the chart spans
   * @param density at each place
   * @param belief the probability that the discriminator gives to each place, in [0, 1]
   * @param values the numbers of the histogram; those outside of the span stand at its ends
   * @param name of the numbers, for the legend
   * @throws PictureException when the chart cannot be drawn on this machine
   */
  public static BufferedImage draw(
      float[] places, double[] density, float[] belief, float[] values, String name) {
    return ChartStyle.draw(
        "the chart of densities",
        () -> {
          double[] x = doubles(places);
          double least = x[0];
          double width = (x[x.length - 1] - least) / BINS;
          XYChart chart = chart(x);
          addHistogram(chart, least, width, histogram(values, least, width), name);
          addCurve(chart, "density of the data", x, density, ChartStyle.REALS);
          addCurve(chart, "discriminator: real?", x, doubles(belief), BELIEF);
          addCurve(
              chart,
              "undecided",
              new double[] {least, x[x.length - 1]},
              new double[] {0.5, 0.5},
              Color.LIGHT_GRAY);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }

  /** The share of the values in each bin, over the bin's width: a density. */
  static double[] histogram(float[] values, double least, double width) {
    double[] bins = new double[BINS];
    for (float value : values) {
      int bin = (int) Math.floor((value - least) / width);
      bins[Math.max(0, Math.min(BINS - 1, bin))] += 1 / (width * values.length);
    }
    return bins;
  }

  private static XYChart chart(double[] x) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("value").build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setXAxisMin(x[0]).setXAxisMax(x[x.length - 1]);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    chart.getStyler().setYAxisDecimalPattern("0.0##");
    chart.getStyler().setXAxisDecimalPattern("0.##");
    return chart;
  }

  private static void addHistogram(
      XYChart chart, double least, double width, double[] bins, String name) {
    double[] x =
        IntStream.range(0, 2 * BINS).mapToDouble(i -> least + (i + 1) / 2 * width).toArray();
    double[] y = IntStream.range(0, 2 * BINS).mapToDouble(i -> Math.min(1, bins[i / 2])).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    Color color = ChartStyle.FAKES;
    series.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), PALE));
    series.setLineColor(color);
    series.setLineWidth(1);
    series.setMarker(SeriesMarkers.NONE);
  }

  private static void addCurve(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineWidth(2);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
