package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One quantity over the steps, on a logarithmic scale, 900 x 350 pixels. */
public final class CurveChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 350;
  private static final double LEAST = 1e-12;

  private CurveChart() {}

  /**
   * @param values one for each step from 1, not below 0; at least one
   * @throws PictureException when the chart cannot be drawn on this machine
   */
  public static BufferedImage draw(String title, List<Double> values) {
    return ChartStyle.draw(
        "the chart \"" + title + "\"",
        () -> {
          XYChart chart =
              new XYChartBuilder()
                  .width(WIDTH)
                  .height(HEIGHT)
                  .title(title)
                  .xAxisTitle("step")
                  .build();
          ChartStyle.apply(chart.getStyler());
          chart.getStyler().setYAxisLogarithmic(true).setLegendVisible(false);
          chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) values.size());
          double[] x = IntStream.rangeClosed(1, values.size()).asDoubleStream().toArray();
          double[] y = values.stream().mapToDouble(v -> Math.max(LEAST, v)).toArray();
          XYSeries series = chart.addSeries(title, x, y);
          series.setMarker(SeriesMarkers.NONE);
          series.setLineColor(ChartStyle.REALS);
          series.setLineWidth(1.5f);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }
}
