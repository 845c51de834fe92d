package org.dcgan4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.Supplier;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;

/** How all charts look. */
final class ChartStyle {
  static final Color REALS = new Color(0x1F6FB4);
  static final Color FAKES = new Color(0xD9541E);
  static final Color INK = new Color(0x303030);
  private static final Color PALE_INK = new Color(0xE4E4E4);

  private ChartStyle() {}

  /**
   * Draws a chart.
   *
   * @throws PictureException when it cannot be drawn on this machine, which no training should end
   *     for
   */
  static BufferedImage draw(String what, Supplier<BufferedImage> chart) {
    try {
      return chart.get();
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new PictureException(what + " cannot be drawn: " + e, e);
    }
  }

  static void apply(XYStyler styler) {
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
  }
}
