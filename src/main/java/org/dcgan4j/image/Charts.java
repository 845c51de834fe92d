package org.dcgan4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How all charts look, and those of one panel. Each throws a {@link PictureException} when it
 * cannot be drawn on this machine, which no training should end for.
 */
public final class Charts {
  public static final Color REALS = new Color(0x1F6FB4);
  public static final Color FAKES = new Color(0xD9541E);
  private static final Color BELIEF = new Color(0x2A8C4A);
  private static final Color INK = new Color(0x303030);
  private static final Color PALE_INK = new Color(0xE4E4E4);
  private static final int BINS = 60;
  private static final double LEAST = 1e-12;

  private Charts() {}

  /**
   * This Java cannot draw text, so a chart or a caption cannot be made. Never a reason to end a
   * training: say so once and go on.
   */
  public static final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PictureException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * One quantity over the steps, on a logarithmic scale, 900 x 350 pixels.
   *
   * @param values one for each step from 1, not below 0; at least one
   */
  public static BufferedImage curve(String title, List<Double> values) {
    return draw(
        "the chart \"" + title + "\"",
        () -> {
          XYChart chart = chart(900, 350, title, "step");
          chart.getStyler().setYAxisLogarithmic(true).setLegendVisible(false);
          chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) values.size());
          double[] x = IntStream.rangeClosed(1, values.size()).asDoubleStream().toArray();
          double[] y = values.stream().mapToDouble(v -> Math.max(LEAST, v)).toArray();
          addLine(chart, title, x, y, REALS, 1.5f);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }

  /**
   * Points in the plane, reals and fakes, 700 x 700 pixels.
   *
   * @param reals {@code [N, 2]}
   * @param fakes {@code [M, 2]}; none draws the reals alone
   * @param bounds least and greatest x, least and greatest y
   */
  public static BufferedImage scatter(float[] reals, float[] fakes, double[] bounds) {
    return draw(
        "the scatter",
        () -> {
          XYChart chart = chart(700, 700, "", "");
          chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
          chart.getStyler().setXAxisMin(bounds[0]).setXAxisMax(bounds[1]);
          chart.getStyler().setYAxisMin(bounds[2]).setYAxisMax(bounds[3]);
          chart.getStyler().setXAxisDecimalPattern("0.##").setYAxisDecimalPattern("0.##");
          chart.getStyler().setPlotGridVerticalLinesVisible(true);
          addPoints(chart, "reals", reals, REALS);
          addPoints(chart, "fakes", fakes, FAKES);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }

  private static void addPoints(XYChart chart, String name, float[] points, Color color) {
    if (points.length > 0) {
      XYSeries series = chart.addSeries(name, every(2, points, 0), every(2, points, 1));
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(pale(color, 120));
    }
  }

  /**
   * A distribution on the line, 900 x 500 pixels: its density, a histogram of numbers that shall
   * follow it, and the discriminator's belief at each place. Where that crosses one half is the
   * decision boundary.
   *
   * @param places in ascending order, at equal distances: what the chart spans
   * @param density at each place
   * @param belief the probability that the discriminator gives to each place, in [0, 1]
   * @param values the numbers of the histogram; those outside of the span stand at its ends
   * @param name of the numbers, for the legend
   */
  public static BufferedImage density(
      float[] places, double[] density, float[] belief, float[] values, String name) {
    return draw(
        "the chart of densities",
        () -> {
          double[] x = every(1, places, 0);
          double[] ends = {x[0], x[x.length - 1]};
          XYChart chart = chart(900, 500, "", "value");
          chart.getStyler().setXAxisMin(ends[0]).setXAxisMax(ends[1]);
          chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
          chart.getStyler().setYAxisDecimalPattern("0.0##").setXAxisDecimalPattern("0.##");
          addHistogram(chart, ends[0], (ends[1] - ends[0]) / BINS, values, name);
          addLine(chart, "density of the data", x, density, REALS, 2);
          addLine(chart, "discriminator: real?", x, every(1, belief, 0), BELIEF, 2);
          addLine(chart, "undecided", ends, new double[] {0.5, 0.5}, Color.LIGHT_GRAY, 2);
          return BitmapEncoder.getBufferedImage(chart);
        });
  }

  /** The share of the values in each bin, over the bin's width: a density. */
  private static void addHistogram(
      XYChart chart, double least, double width, float[] values, String name) {
    double[] bins = new double[BINS];
    for (float value : values) {
      int bin = (int) Math.floor((value - least) / width);
      bins[Math.max(0, Math.min(BINS - 1, bin))] += 1 / (width * values.length);
    }
    double[] x =
        IntStream.range(0, 2 * BINS).mapToDouble(i -> least + (i + 1) / 2 * width).toArray();
    double[] y = IntStream.range(0, 2 * BINS).mapToDouble(i -> Math.min(1, bins[i / 2])).toArray();
    XYSeries series = addLine(chart, name, x, y, FAKES, 1);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setFillColor(pale(FAKES, 90));
  }

  private static double[] every(int stride, float[] values, int first) {
    IntStream indices = IntStream.range(0, values.length / stride);
    return indices.mapToDouble(i -> values[first + i * stride]).toArray();
  }

  /** A line without markers. */
  static XYSeries addLine(
      XYChart chart, String name, double[] x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineWidth(width);
    return series;
  }

  static Color pale(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  static BufferedImage draw(String what, Supplier<BufferedImage> chart) {
    try {
      return chart.get();
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new PictureException(what + " cannot be drawn: " + e, e);
    }
  }

  static XYChart chart(int width, int height, String title, String xTitle) {
    XYChart chart =
        new XYChartBuilder().width(width).height(height).title(title).xAxisTitle(xTitle).build();
    XYStyler styler = chart.getStyler();
    Font text = PictureFont.plain(13);
    // Every font that XChart would ask the machine for.
    styler.setBaseFont(text);
    styler.setChartTitleFont(PictureFont.bold(16));
    styler.setLegendFont(text);
    styler.setAnnotationTextFont(text);
    styler.setAnnotationTextPanelFont(text);
    styler.setToolTipFont(text);
    styler.setChartButtonFont(text);
    styler.setAxisTitleFont(text);
    styler.setAxisTickLabelsFont(text);
    styler.setCursorFont(text);

    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(PALE_INK);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickMarksColor(PALE_INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(7);
    styler.setXAxisDecimalPattern("0");
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setMarkerSize(5);
    styler.setAntiAlias(true);
    return chart;
  }
}
