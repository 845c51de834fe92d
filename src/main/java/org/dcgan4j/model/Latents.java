package org.dcgan4j.model;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.LatentDistribution;

/** Draws latents: the same numbers on every backend, a pure function of the seed. */
public final class Latents {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final double JITTER = 0.01;

  private final GeneratorConfig config;
  private final LatentDistribution distribution;
  private final boolean inStrata;
  private final RandomGenerator random;

  /** Latents to sample with: what a latent is does not depend on how many are drawn. */
  public Latents(GeneratorConfig config, long seed) {
    this(
        config,
        config.samplingLatent() == null ? config.latent() : config.samplingLatent(),
        false,
        seed);
  }

  private Latents(
      GeneratorConfig config, LatentDistribution distribution, boolean inStrata, long seed) {
    this.config = config;
    this.distribution = distribution;
    this.inStrata = inStrata;
    this.random = GENERATORS.create(seed);
  }

  /** Latents to train with; stratified ones cover their range in each batch. */
  public static Latents ofTraining(GeneratorConfig config, long seed) {
    boolean inStrata = config.latent() == LatentDistribution.STRATIFIED;
    return new Latents(config, config.latent(), inStrata, seed);
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
      latents[i] = (float) (inStrata ? stratum(i, count) : draw());
    }
    return latents;
  }

  private double draw() {
    return distribution.draw(random, config.latentRange());
  }

  /** The {@code i}-th of {@code count} numbers at equal distances, moved a little. */
  private double stratum(int i, int count) {
    double place = count == 1 ? 0.5 : i / (count - 1.0);
    return config.latentRange() * (2 * place - 1) + JITTER * random.nextDouble();
  }
}
