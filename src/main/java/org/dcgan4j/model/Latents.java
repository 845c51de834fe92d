package org.dcgan4j.model;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;

/**
 * Draws the generator's inputs: the same numbers on every backend, a pure function of the seed. An
 * input is a latent, and where the generator is told classes, the one-hot class behind it.
 */
public final class Latents {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final double JITTER = 0.01;

  private final GeneratorConfig config;
  private final LatentDistribution distribution;
  private final boolean inStrata;
  private final RandomGenerator random;
  private IntUnaryOperator classes;
  private int drawn;

  /**
   * Latents to sample with: what a latent is does not depend on how many are drawn. Of classes, all
   * take turns.
   */
  public Latents(GeneratorConfig config, long seed) {
    this(
        config,
        config.samplingLatent() == null ? config.latent() : config.samplingLatent(),
        false,
        seed);
  }

  /**
   * Latents to sample one class with.
   *
   * @param only the class, 0 to {@code config.classes() - 1}
   */
  public static Latents ofClass(GeneratorConfig config, long seed, int only) {
    Latents latents = new Latents(config, seed);
    latents.classes = index -> only;
    return latents;
  }

  private Latents(
      GeneratorConfig config, LatentDistribution distribution, boolean inStrata, long seed) {
    this.config = config;
    this.distribution = distribution;
    this.inStrata = inStrata;
    this.random = GENERATORS.create(seed);
    this.classes = index -> index % config.classes();
  }

  /** Latents to train with; stratified ones cover their range in each batch. */
  public static Latents ofTraining(GeneratorConfig config, long seed) {
    boolean inStrata = config.latent() == LatentDistribution.STRATIFIED;
    return new Latents(config, config.latent(), inStrata, seed);
  }

  /** Numbers in one input. */
  public int size() {
    return config.inputSize();
  }

  /** How many classes the generator is told apart; 0 if it is told none. */
  public int classes() {
    return config.classes();
  }

  /** The class of the input that is drawn {@code index}-th from the start, where there are any. */
  public int classOf(int index) {
    return classes.applyAsInt(index);
  }

  /**
   * The next {@code count} inputs.
   *
   * @return {@code [count, size]}, one after the other
   */
  public float[] next(int count) {
    int[] told = config.classes() == 0 ? new int[0] : new int[count];
    Arrays.setAll(told, i -> classOf(drawn + i));
    drawn += count;
    return next(count, told);
  }

  /**
   * The next inputs, for given classes.
   *
   * @param told a class for each; empty where the generator is told none
   * @return {@code [count, size]}, one after the other
   */
  public float[] next(int count, int[] told) {
    float[] inputs = new float[Math.multiplyExact(count, size())];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < config.latentSize(); k++) {
        inputs[i * size() + k] = (float) (inStrata ? stratum(i, count) : draw());
      }
      if (told.length > 0) {
        inputs[i * size() + config.latentSize() + told[i]] = 1;
      }
    }
    return inputs;
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
