package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossChartTest {
  private static final int BLUE = 0x1F6FB4;
  private static final int RED = 0xD9541E;
  private static final int ABOVE = 0;
  private static final int BELOW = StepChart.HEIGHT / 2;

  // The legend shows a little of each colour, whether there is a curve or not.
  private static final int LEGEND = 120;

  @TempDir Path folder;

  @Test
  void chart_shouldShowLossesAboveAndProbabilitiesBelow() {
    BufferedImage chart =
        StepChart.ofLosses(IntStream.rangeClosed(1, 100).mapToObj(LossChartTest::point).toList());

    assertThat(chart.getWidth()).isEqualTo(900);
    assertThat(chart.getHeight()).isEqualTo(700);
    for (int top : new int[] {ABOVE, BELOW}) {
      assertThat(count(chart, BLUE, top)).isGreaterThan(LEGEND);
      assertThat(count(chart, RED, top)).isGreaterThan(LEGEND);
    }
  }

  @Test
  void onePoint_shouldBeSeen() {
    BufferedImage gap = StepChart.ofLosses(List.of(gap(100)));
    BufferedImage one = StepChart.ofLosses(List.of(point(100)));

    assertThat(count(one, RED, BELOW)).isGreaterThan(count(gap, RED, BELOW));
    assertThat(count(one, BLUE, ABOVE)).isGreaterThan(count(gap, BLUE, ABOVE));
  }

  @Test
  void valuesThatAreNotFinite_shouldBeGaps() {
    List<StepChart.Losses> whole =
        IntStream.rangeClosed(1, 100).mapToObj(LossChartTest::point).toList();
    List<StepChart.Losses> half =
        whole.stream().map(p -> p.step() > 50 ? gap((int) p.step()) : p).toList();

    int all = count(StepChart.ofLosses(whole), BLUE, BELOW);
    int rest = count(StepChart.ofLosses(half), BLUE, BELOW);

    assertThat(rest).isGreaterThan(all / 3).isLessThan(all * 2 / 3);
  }

  @Test
  void hundredThousandPoints_shouldBeThinned() throws Exception {
    Path png = folder.resolve("losses.png");

    PictureFile.write(
        StepChart.ofLosses(
            IntStream.rangeClosed(1, 100_000).mapToObj(LossChartTest::point).toList()),
        png);

    assertThat(count(ImageIO.read(png.toFile()), RED, ABOVE)).isGreaterThan(LEGEND);
  }

  @Test
  void noPoints_shouldBeRefused() {
    assertThatThrownBy(() -> StepChart.ofLosses(List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  private static StepChart.Losses point(int step) {
    return new StepChart.Losses(step, 1.2, 0.8, 0.7, 0.3);
  }

  private static StepChart.Losses gap(int step) {
    return new StepChart.Losses(
        step, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY);
  }

  private static int count(BufferedImage chart, int rgb, int top) {
    int[] pixels =
        chart.getRGB(0, top, chart.getWidth(), StepChart.HEIGHT / 2, null, 0, chart.getWidth());
    return (int) IntStream.of(pixels).filter(pixel -> (pixel & 0xFFFFFF) == rgb).count();
  }
}
