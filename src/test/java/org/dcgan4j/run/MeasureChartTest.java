package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.junit.jupiter.api.Test;

class MeasureChartTest {

  @Test
  void chart_shouldDifferWithTheMeasures() {
    BufferedImage good = Pictures.MEASURES.draw(points(10));
    BufferedImage poor = Pictures.MEASURES.draw(points(0.1));

    assertThat(good.getWidth()).isEqualTo(900);
    assertThat(good.getHeight()).isEqualTo(700);
    assertThat(pixels(good))
        .isNotEqualTo(pixels(poor))
        .isEqualTo(pixels(Pictures.MEASURES.draw(points(10))));
  }

  @Test
  void gaps_andASinglePoint_shouldBeDrawn() {
    double nan = Double.NaN;

    assertThat(Pictures.MEASURES.draw(List.of(measures(5, nan, nan, nan, nan, nan, nan))))
        .isNotNull();
  }

  @Test
  void noPoint_shouldBeRefused() {
    assertThatThrownBy(() -> Pictures.MEASURES.draw(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a chart of measures needs at least one point");
  }

  private static List<TickMeasures> points(double slope) {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(i -> measures(100 * i, 500 / (i * slope), 2, 0.9, i * 0.04, i * 0.03, 0.97))
        .toList();
  }

  private static TickMeasures measures(
      long step, double frechet, double floor, double p, double r, double c, double coverageFloor) {
    return new TickMeasures(
        step,
        1,
        "4 rotations",
        0.7,
        frechet,
        floor,
        p,
        r,
        c,
        coverageFloor,
        0,
        0,
        List.of(),
        List.of());
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
