package org.dcgan4j.metrics;

import java.util.random.RandomGenerator;
import org.dcgan4j.data.SeededRandom;

/** Points for tests. */
final class Clouds {
  private Clouds() {}

  /** Independent normal coordinates with this mean and standard deviation. */
  static Points normal(int count, int width, double mean, double deviation, long seed) {
    RandomGenerator random = SeededRandom.of(seed, 0);
    float[] values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return new Points(count, width, values);
  }

  /** Points on a line. */
  static Points line(float... coordinates) {
    return new Points(coordinates.length, 1, coordinates);
  }
}
