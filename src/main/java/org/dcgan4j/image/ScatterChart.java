package org.dcgan4j.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points in the plane, reals and fakes, 700 x 700 pixels. */
public final class ScatterChart {
  private static final int SIDE = 700;
  private static final int PALE = 120;

  private ScatterChart() {}

  /**
   * @param reals {@code [N, 2]}
   * @param fakes {@code [M, 2]}; none draws the reals alone
   * @param bounds least and greatest x, least and greatest y
   * @throws PictureException when the chart cannot be drawn on this machine
   */
  public static BufferedImage draw(float[] reals, float[] fakes, double[] bounds) {
    return ChartStyle.draw(
        "the scatter",
        () -> {
          XYChart chart = new XYChartBuilder().width(SIDE).height(SIDE).build();
          ChartStyle.apply(chart.getStyler());
          chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
          chart.getStyler().setXAxisMin(bounds[0]).setXAxisMax(bounds[1]);
          chart.getStyler().setYAxisMin(bounds[2]).setYAxisMax(bounds[3]);
          chart.getStyler().setXAxisDecimalPattern("0.##").setYAxisDecimalPattern("0.##");
          chart.getStyler().setPlotGridVerticalLinesVisible(true);
          add(chart, "reals", reals, ChartStyle.REALS);
          add(chart, "fakes", fakes, ChartStyle.FAKES);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }

  private static void add(XYChart chart, String name, float[] points, Color color) {
    if (points.length == 0) {
      return;
    }
    int n = points.length / 2;
    double[] x = IntStream.range(0, n).mapToDouble(i -> points[2 * i]).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> points[2 * i + 1]).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), PALE));
  }
}
