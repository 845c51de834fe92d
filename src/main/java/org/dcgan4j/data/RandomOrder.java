package org.dcgan4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random choices. */
public final class RandomOrder {
  private RandomOrder() {}

  /** Different numbers from {@code [0, from)}, in random order. */
  public static int[] choose(int count, int from, RandomGenerator random) {
    int[] all = new int[from];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(from - i);
      int chosen = all[other];
      all[other] = all[i];
      all[i] = chosen;
    }
    return Arrays.copyOf(all, count);
  }

  /** Shuffles in place, each order as probable as any other (Fisher and Yates). */
  public static void shuffle(int[] numbers, RandomGenerator random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = swapped;
    }
  }
}
