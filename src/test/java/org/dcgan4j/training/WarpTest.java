package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.training.Augmentation.Warp;
import org.junit.jupiter.api.Test;

class WarpTest {
  private static final int SIDE = 4;

  @Test
  void image_shouldMoveAndLeaveZerosBehind() {
    double[] moved = apply(new Warp(SIDE, SIDE, 1, -2, 0, 0, 0, 0), counting());

    assertThat(moved)
        .containsExactly(
            0, 0, 0, 0, //
            3, 4, 0, 0, //
            7, 8, 0, 0, //
            11, 12, 0, 0);
  }

  @Test
  void rectangle_shouldBeCutOutOfTheMovedImage() {
    double[] cut = apply(new Warp(SIDE, SIDE, 0, 1, -1, 2, 1, 3), counting());

    assertThat(cut)
        .containsExactly(
            0, 0, 0, 3, //
            0, 0, 0, 7, //
            0, 9, 10, 11, //
            0, 13, 14, 15);
  }

  /** {@code <A x, y> = <x, A' y>} for every x and y. */
  @Test
  void back_shouldBeTheTranspose() {
    AugmentationConfig config = new AugmentationConfig(0.5, 0.5, Schedule.of(0));
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Warp warp = Warp.draw(config, 5, 7, random);
      double[] x = random.doubles(5 * 7).toArray();
      double[] y = random.doubles(5 * 7).toArray();
      double[] back = new double[y.length];
      warp.move(y, back, 0, true);
      assertThat(dot(apply(warp, x), y)).isCloseTo(dot(x, back), within(1e-12));
    }
  }

  @Test
  void draws_shouldReachEveryShiftAndEveryPlace() {
    Random random = new Random(2);
    int[] shifts = new int[7];
    int[] tops = new int[29];
    for (int i = 0; i < 5000; i++) {
      Warp warp = Warp.draw(new AugmentationConfig(0.1, 0.5, Schedule.of(0)), 28, 28, random);
      shifts[warp.dx() + 3]++;
      tops[warp.top() + 7]++;
      assertThat(warp.bottom() - warp.top()).isEqualTo(14);
      assertThat(warp.right() - warp.left()).isEqualTo(14);
    }
    assertThat(IntStream.of(shifts)).allMatch(count -> count > 500);
    assertThat(IntStream.of(tops)).allMatch(count -> count > 80);
  }

  private static double[] apply(Warp warp, double[] image) {
    double[] out = new double[image.length];
    warp.move(image, out, 0, false);
    return out;
  }

  private static double[] counting() {
    return IntStream.rangeClosed(1, SIDE * SIDE).asDoubleStream().toArray();
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
