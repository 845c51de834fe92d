package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;

class MeasureChartTest {

  @Test
  void chart_shouldDifferWithTheMeasures() {
    BufferedImage good = StepChart.ofMeasures(points(10));
    BufferedImage poor = StepChart.ofMeasures(points(0.1));

    assertThat(good.getWidth()).isEqualTo(900);
    assertThat(good.getHeight()).isEqualTo(700);
    assertThat(pixels(good))
        .isNotEqualTo(pixels(poor))
        .isEqualTo(pixels(StepChart.ofMeasures(points(10))));
  }

  @Test
  void gaps_andASinglePoint_shouldBeDrawn() {
    double nan = Double.NaN;

    assertThat(
            StepChart.ofMeasures(List.of(new StepChart.Measures(5, nan, nan, nan, nan, nan, nan))))
        .isNotNull();
  }

  @Test
  void noPoint_shouldBeRefused() {
    assertThatThrownBy(() -> StepChart.ofMeasures(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a chart of measures needs at least one point");
  }

  private static List<StepChart.Measures> points(double slope) {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(
            i ->
                new StepChart.Measures(
                    100 * i, 500 / (i * slope), 2, 0.9, i * 0.04, i * 0.03, 0.97))
        .toList();
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
