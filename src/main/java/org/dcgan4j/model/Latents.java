package org.dcgan4j.model;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.GeneratorConfig;

/** Draws latents: the same numbers on every backend, a pure function of the seed. */
public final class Latents {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final GeneratorConfig config;
  private final RandomGenerator random;

  public Latents(GeneratorConfig config, long seed) {
    this.config = config;
    this.random = GENERATORS.create(seed);
  }

  /** Numbers in one latent. */
  public int size() {
    return config.latentSize();
  }

  /**
   * The next {@code count} latents.
   *
   * @return {@code [count, size]}, one after the other
   */
  public float[] next(int count) {
    float[] latents = new float[Math.multiplyExact(count, size())];
    for (int i = 0; i < latents.length; i++) {
      latents[i] =
          switch (config.latent()) {
            case NORMAL -> (float) random.nextGaussian();
          };
    }
    return latents;
  }
}
