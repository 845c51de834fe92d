package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random numbers as a pure function of a seed and a number. */
final class SeededRandom {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private SeededRandom() {}

  static RandomGenerator of(long seed, long number) {
    return FACTORY.create(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(number).array());
  }
}
