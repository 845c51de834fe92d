package org.dcgan4j.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.lang3.ArrayUtils;

/** Random numbers as a pure function of a seed and a number, and random choices. */
public final class SeededRandom {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private SeededRandom() {}

  /** One of many independent streams of a seed. */
  public static RandomGenerator of(long seed, long number) {
    long stream = new SplittableRandom(seed).nextLong();
    // From a long and not from bytes: an update of Java 17 has changed what bytes make.
    return FACTORY.create(new SplittableRandom(stream + number).nextLong());
  }

  /** Different numbers from {@code [0, from)}, in random order. */
  public static int[] choose(int count, int from, RandomGenerator random) {
    int[] all = new int[from];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      ArrayUtils.swap(all, i, i + random.nextInt(from - i));
    }
    return Arrays.copyOf(all, count);
  }

  /** Shuffles in place, each order as probable as any other (Fisher and Yates). */
  public static void shuffle(int[] numbers, RandomGenerator random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      ArrayUtils.swap(numbers, i, random.nextInt(i + 1));
    }
  }
}
