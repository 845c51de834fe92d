package org.dcgan4j.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random numbers as a pure function of a seed and a number. */
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
}
