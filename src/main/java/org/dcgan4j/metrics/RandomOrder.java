package org.dcgan4j.metrics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random choices. */
final class RandomOrder {
  private RandomOrder() {}

  /** Different numbers from {@code [0, from)}, in random order. */
  static int[] choose(int count, int from, RandomGenerator random) {
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
}
