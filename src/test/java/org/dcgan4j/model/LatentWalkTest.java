package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.dcgan4j.model.Latents.LatentWalk;
import org.junit.jupiter.api.Test;

class LatentWalkTest {
  private static final int SIZE = 100;
  private static final int POINTS = 4;
  private static final int STEPS = 8;
  private static final float[] LATENTS = normal(POINTS * SIZE);

  @Test
  void walk_shouldPassThroughItsPoints() {
    float[] frames = new LatentWalk(LATENTS, SIZE, SIZE, true).frames(STEPS);

    assertThat(frames).hasSize(POINTS * STEPS * SIZE);
    for (int p = 0; p < POINTS; p++) {
      assertThat(frame(frames, p * STEPS))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(frame(LATENTS, p));
    }
  }

  /** The straight line's middle would be at 0.7 of the length. */
  @Test
  void sphericalWalk_shouldKeepTheLengthOfLatents() {
    float[] frames = new LatentWalk(LATENTS, SIZE, SIZE, true).frames(STEPS);

    for (int i = 0; i < POINTS * STEPS; i++) {
      double from = length(frame(LATENTS, i / STEPS));
      double to = length(frame(LATENTS, (i / STEPS + 1) % POINTS));
      double expected = from + (to - from) * (i % STEPS) / STEPS;
      assertThat(length(frame(frames, i))).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void sphericalWalk_shouldTurnByEqualAngles() {
    float[] frames = new LatentWalk(new float[] {1, 0, 0, 2}, 2, 2, true).frames(3);

    for (int i = 0; i < 3; i++) {
      double angle = Math.atan2(frames[2 * i + 1], frames[2 * i]);
      assertThat(angle).isCloseTo(i * Math.PI / 6, within(1e-6));
    }
  }

  /** The step from the last frame to the first is like all others. */
  @Test
  void walk_shouldLoopWithoutAJump() {
    float[] frames = new LatentWalk(LATENTS, SIZE, SIZE, true).frames(STEPS);
    int count = POINTS * STEPS;

    for (int leg = 0; leg < POINTS; leg++) {
      double first = distance(frames, leg * STEPS, leg * STEPS + 1);
      double last = distance(frames, leg * STEPS + STEPS - 1, (leg * STEPS + STEPS) % count);
      assertThat(last / first).isBetween(0.8, 1.25);
    }
  }

  @Test
  void straightWalk_shouldGoEvenly() {
    float[] frames = new LatentWalk(new float[] {0, 4}, 1, 1, false).frames(4);

    assertThat(frames).containsExactly(0, 1, 2, 3, 4, 3, 2, 1);
  }

  /** Latents at a right angle with a one-hot class of two behind them. */
  @Test
  void class_shouldGoEvenlyToTheNext() {
    float[] points = {1, 0, 1, 0, 0, 1, 0, 1};

    float[] middle = Arrays.copyOfRange(new LatentWalk(points, 4, 2, true).frames(2), 4, 8);

    float half = (float) Math.sqrt(0.5);
    assertThat(middle).usingComparatorWithPrecision(1e-6f).containsExactly(half, half, 0.5f, 0.5f);
  }

  @Test
  void parallelLatents_shouldBeWalkedStraight() {
    float[] frames = new LatentWalk(new float[] {1, 1, 3, 3}, 2, 2, true).frames(2);

    assertThat(frames).containsExactly(1, 1, 2, 2, 3, 3, 2, 2);
  }

  @Test
  void numbersThatAreNoLatents_shouldBeRefused() {
    assertThatThrownBy(() -> new LatentWalk(new float[5], 2, 2, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] normal(int count) {
    Random random = new Random(3);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] frame(float[] frames, int index) {
    return Arrays.copyOfRange(frames, index * SIZE, (index + 1) * SIZE);
  }

  private static double distance(float[] frames, int a, int b) {
    float[] difference = frame(frames, a);
    float[] other = frame(frames, b);
    for (int i = 0; i < SIZE; i++) {
      difference[i] -= other[i];
    }
    return length(difference);
  }

  private static double length(float[] latent) {
    double sum = 0;
    for (float number : latent) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }
}
