package org.dcgan4j.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random choices that are a pure function of their seed, and touch nobody else's random numbers.
 */
final class RandomOrder {
  private RandomOrder() {}

  /** One of many independent streams of a seed. */
  static RandomGenerator seeded(long seed, long stream) {
    byte[] state = ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(stream).array();
    return RandomGeneratorFactory.of("L64X128MixRandom").create(state);
  }

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
