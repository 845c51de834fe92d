package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossChartTest {
  private static final int HEIGHT = 700;
  private static final int BLUE = 0x1F6FB4;
  private static final int RED = 0xD9541E;
  private static final int ABOVE = 0;
  private static final int BELOW = HEIGHT / 2;

  // The legend shows a little of each colour, whether there is a curve or not.
  private static final int LEGEND = 120;

  @TempDir Path folder;

  @Test
  void chart_shouldShowLossesAboveAndProbabilitiesBelow() {
    BufferedImage chart =
        Pictures.LOSSES.draw(IntStream.rangeClosed(1, 100).mapToObj(LossChartTest::point).toList());

    assertThat(chart.getWidth()).isEqualTo(900);
    assertThat(chart.getHeight()).isEqualTo(700);
    for (int top : new int[] {ABOVE, BELOW}) {
      assertThat(count(chart, BLUE, top)).isGreaterThan(LEGEND);
      assertThat(count(chart, RED, top)).isGreaterThan(LEGEND);
    }
  }

  @Test
  void onePoint_shouldBeSeen() {
    BufferedImage gap = Pictures.LOSSES.draw(List.of(gap(100)));
    BufferedImage one = Pictures.LOSSES.draw(List.of(point(100)));

    assertThat(count(one, RED, BELOW)).isGreaterThan(count(gap, RED, BELOW));
    assertThat(count(one, BLUE, ABOVE)).isGreaterThan(count(gap, BLUE, ABOVE));
  }

  @Test
  void valuesThatAreNotFinite_shouldBeGaps() {
    List<TickStats> whole = IntStream.rangeClosed(1, 100).mapToObj(LossChartTest::point).toList();
    List<TickStats> half =
        whole.stream().map(p -> p.step() > 50 ? gap((int) p.step()) : p).toList();

    int all = count(Pictures.LOSSES.draw(whole), BLUE, BELOW);
    int rest = count(Pictures.LOSSES.draw(half), BLUE, BELOW);

    assertThat(rest).isGreaterThan(all / 3).isLessThan(all * 2 / 3);
  }

  @Test
  void hundredThousandPoints_shouldBeThinned() throws Exception {
    Path png = folder.resolve("losses.png");

    PictureFile.write(
        Pictures.LOSSES.draw(
            IntStream.rangeClosed(1, 100_000).mapToObj(LossChartTest::point).toList()),
        png);

    assertThat(count(ImageIO.read(png.toFile()), RED, ABOVE)).isGreaterThan(LEGEND);
  }

  @Test
  void noPoints_shouldBeRefused() {
    assertThatThrownBy(() -> Pictures.LOSSES.draw(List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  private static TickStats point(int step) {
    return new TickStats(step, 0, 0, 0, 0, 1.2, 0.8, 0.7, 0.3);
  }

  private static TickStats gap(int step) {
    return new TickStats(
        step,
        0,
        0,
        0,
        0,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.POSITIVE_INFINITY);
  }

  private static int count(BufferedImage chart, int rgb, int top) {
    int[] pixels = chart.getRGB(0, top, chart.getWidth(), HEIGHT / 2, null, 0, chart.getWidth());
    return (int) IntStream.of(pixels).filter(pixel -> (pixel & 0xFFFFFF) == rgb).count();
  }
}
