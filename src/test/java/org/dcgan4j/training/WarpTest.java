package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.training.Augmentation.Affine;
import org.dcgan4j.training.Augmentation.Move;
import org.dcgan4j.training.Augmentation.Tint;
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
      Warp warp = Warp.draw(config, 1, 5, 7, random);
      double[] x = random.doubles(5 * 7).toArray();
      double[] y = random.doubles(5 * 7).toArray();
      double[] back = new double[y.length];
      warp.move(y, back, 0, true);
      assertThat(dot(apply(warp, x), y)).isCloseTo(dot(x, back), within(1e-12));
    }
  }

  @Test
  void mirroredImage_shouldHaveItsColumnsTheOtherWayRound() {
    assertThat(apply(new Affine(SIDE, SIDE, 1, 0, 0, -1), counting()))
        .containsExactly(4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13);
  }

  @Test
  void quarterTurn_shouldPutRowsInPlaceOfColumns() {
    assertThat(apply(new Affine(SIDE, SIDE, 0, 1, -1, 0), counting()))
        .containsExactly(4, 8, 12, 16, 3, 7, 11, 15, 2, 6, 10, 14, 1, 5, 9, 13);
  }

  /** Half as large, with the image mirrored at each edge around it. */
  @Test
  void smallerImage_shouldBeMirroredAtItsEdges() {
    double[] line = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] half = new double[8];

    new Affine(1, 8, 1, 0, 0, 2).move(line, half, 0, false);

    assertThat(half).containsExactly(2.5, 0.5, 0.5, 2.5, 4.5, 6.5, 6.5, 4.5);
  }

  @Test
  void turnedAndScaled_shouldGoBackByTheTranspose() {
    Random random = new Random(1);
    AugmentationConfig config =
        new AugmentationConfig(0, 0, Schedule.of(0), true, 0.5, 180, 1, Schedule.of(1), 0, 1, 0);
    for (int i = 0; i < 200; i++) {
      Affine affine = Affine.draw(config, 1, 5, 7, random);
      Tint tint = Tint.draw(config.colour(), PixelRange.SIGNED, 1, random);
      double[] x = random.doubles(3 * 5 * 7).toArray();
      double[] y = random.doubles(3 * 5 * 7).toArray();
      double[] to = new double[x.length];
      double[] back = new double[y.length];
      double[] tinted = y.clone();
      new Tint(0, tint.contrast(), tint.saturation()).apply(tinted, 3, true);
      for (int from = 0; from < x.length; from += 35) {
        affine.move(x, to, from, false);
        affine.move(tinted, back, from, true);
      }
      new Tint(0, tint.contrast(), tint.saturation()).apply(to, 3, false);
      assertThat(dot(to, y)).isCloseTo(dot(x, back), within(1e-11));
    }
  }

  @Test
  void tint_shouldBeItsFormula() {
    double[] pixel = {0.1, 0.4, -0.2};

    new Tint(0.05, 2, 0.5).apply(pixel, 3, false);

    assertThat(pixel).containsExactly(new double[] {0.25, 0.55, -0.05}, within(1e-12));
    double[] grey = {0.3};
    new Tint(0.05, 2, 0.5).apply(grey, 1, false);
    assertThat(grey).containsExactly(new double[] {0.65}, within(1e-12));
  }

  /** Of the same draws: what is half way to white in one range is so in the other. */
  @Test
  void tint_shouldBeTheSameForEachRangeOfPixels() {
    for (int seed = 0; seed < 20; seed++) {
      double[] signed = {-1, 0.5, 0.2};
      double[] unit = {0, 0.75, 0.6};

      Tint.draw(1, PixelRange.SIGNED, 1, new Random(seed)).apply(signed, 3, false);
      Tint.draw(1, PixelRange.UNIT, 1, new Random(seed)).apply(unit, 3, false);

      for (int i = 0; i < 3; i++) {
        assertThat(unit[i]).isCloseTo((signed[i] + 1) / 2, within(1e-12));
      }
    }
  }

  @Test
  void draws_shouldReachEveryShiftAndEveryPlace() {
    Random random = new Random(2);
    int[] shifts = new int[7];
    int[] tops = new int[29];
    for (int i = 0; i < 5000; i++) {
      Warp warp = Warp.draw(new AugmentationConfig(0.1, 0.5, Schedule.of(0)), 1, 28, 28, random);
      shifts[warp.dx() + 3]++;
      tops[warp.top() + 7]++;
      assertThat(warp.bottom() - warp.top()).isEqualTo(14);
      assertThat(warp.right() - warp.left()).isEqualTo(14);
    }
    assertThat(IntStream.of(shifts)).allMatch(count -> count > 500);
    assertThat(IntStream.of(tops)).allMatch(count -> count > 80);
  }

  private static double[] apply(Move warp, double[] image) {
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
