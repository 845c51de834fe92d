package org.dcgan4j.model;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
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
  private double greatest = Double.POSITIVE_INFINITY;

  /**
   * Latents to sample with: what a latent is does not depend on how many are drawn. Of classes, all
   * take turns.
   */
  public Latents(GeneratorConfig config, long seed) {
    this(config, config.drawnFrom(), false, seed);
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

  /**
   * The same, of all classes in their shares of some data in place of equal ones: the next is
   * always of the class that lacks most, so that the first n have each class's share of n within
   * about one.
   *
   * @param counts how many the data have of each class; none at all leaves equal shares
   * @param count how many are drawn; there are no more
   */
  public Latents inShares(int[] counts, int count) {
    double all = Arrays.stream(counts).asDoubleStream().sum();
    if (all > 0) {
      int[] given = new int[counts.length];
      int[] turns = new int[count];
      for (int i = 0; i < count; i++) {
        int most = 0;
        double lacking = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < counts.length; c++) {
          double lacks = counts[c] / all * (i + 1) - given[c];
          if (lacks > lacking) {
            most = c;
            lacking = lacks;
          }
        }
        given[most]++;
        turns[i] = most;
      }
      classes = index -> turns[index];
    }
    return this;
  }

  private Latents(
      GeneratorConfig config, LatentDistribution distribution, boolean inStrata, long seed) {
    this.config = config;
    this.distribution = distribution;
    this.inStrata = inStrata;
    this.random = GENERATORS.create(seed);
    this.classes = index -> index % config.classes();
  }

  /**
   * The same, with numbers farther from 0 than this drawn again: fewer kinds of pictures, each
   * better (Brock et al., "Large scale GAN training for high fidelity natural image synthesis",
   * 2019, section 3.1).
   *
   * @param most 0.1 to 10, in standard deviations
   * @throws InvalidInputException if it is another, or the latents are not from N(0, 1)
   */
  public Latents truncated(double most) {
    if (!(most >= 0.1 && most <= 10)) {
      throw InvalidInputException.of("--truncation: given %s, legal is 0.1 to 10", most);
    }
    if (distribution != LatentDistribution.NORMAL) {
      throw InvalidInputException.of(
          "--truncation: given %s, legal is none where latents are %s", most, distribution.word());
    }
    greatest = most;
    return this;
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

  /** The classes of the first inputs from the start; empty where the generator is told none. */
  public int[] classesOf(int count) {
    return IntStream.range(0, config.classes() == 0 ? 0 : count).map(this::classOf).toArray();
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
   * @param told a class for each, or for the first of several batches that have the same; empty
   *     where the generator is told none
   * @return {@code [count, size]}, one after the other
   */
  public float[] next(int count, int[] told) {
    float[] inputs = new float[Math.multiplyExact(count, size())];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < config.latentSize(); k++) {
        inputs[i * size() + k] = (float) (inStrata ? stratum(i, count) : draw());
      }
      if (told.length > 0) {
        inputs[i * size() + config.latentSize() + told[i % told.length]] = 1;
      }
    }
    return inputs;
  }

  private double draw() {
    double number;
    do {
      number = distribution.draw(random, config.latentRange());
    } while (Math.abs(number) > greatest);
    return number;
  }

  /** The {@code i}-th of {@code count} numbers at equal distances, moved a little. */
  private double stratum(int i, int count) {
    double place = count == 1 ? 0.5 : i / (count - 1.0);
    return config.latentRange() * (2 * place - 1) + JITTER * random.nextDouble();
  }

  /**
   * A closed walk through latents: from each to the next and from the last back to the first.
   *
   * <p>Latents of a normal distribution lie near a sphere, and a straight line would cut through
   * its inside, where training never was: between them the walk is spherical (K. Shoemake,
   * Animating rotation with quaternion curves, SIGGRAPH 1985), with the length going evenly from
   * one to the other. Of other distributions the line is straight, and so it is for what an input
   * has behind its latent, the one-hot class: it goes from class to class.
   *
   * @param points {@code [P, size]}, one after the other; kept, not copied
   * @param size numbers in one input
   * @param latentSize how many of them, from the first, are the latent
   */
  public record LatentWalk(float[] points, int size, int latentSize, boolean spherical) {
    // Nearer than this to parallel, the sine that is divided by is no number to trust.
    private static final double PARALLEL = 1e-6;

    public LatentWalk {
      if (latentSize < 1
          || latentSize > size
          || points.length < size
          || points.length % size != 0) {
        throw new IllegalArgumentException(points.length + " numbers are no latents of " + size);
      }
    }

    /**
     * The latents of the whole walk; after the last comes the first again.
     *
     * @param steps from one point to the next
     * @return {@code [P * steps, size]}, one after the other
     */
    public float[] frames(int steps) {
      int count = points.length / size;
      float[] frames = new float[Math.multiplyExact(Math.multiplyExact(count, steps), size)];
      for (int i = 0; i < count * steps; i++) {
        float[] from = point(i / steps);
        float[] to = point((i / steps + 1) % count);
        float[] at = between(from, to, (double) (i % steps) / steps);
        System.arraycopy(at, 0, frames, i * size, size);
      }
      return frames;
    }

    private float[] point(int index) {
      return Arrays.copyOfRange(points, index * size, (index + 1) * size);
    }

    private float[] between(float[] from, float[] to, double t) {
      double fromLength = length(from);
      double toLength = length(to);
      double cosine = dot(from, to) / (fromLength * toLength);
      double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
      double fromShare = 1 - t;
      double toShare = t;
      if (spherical && Math.sin(angle) > PARALLEL) {
        double length = fromLength + t * (toLength - fromLength);
        fromShare = Math.sin((1 - t) * angle) / Math.sin(angle) * length / fromLength;
        toShare = Math.sin(t * angle) / Math.sin(angle) * length / toLength;
      }
      float[] at = new float[size];
      for (int i = 0; i < size; i++) {
        boolean latent = i < latentSize;
        double share = latent ? fromShare : 1 - t;
        at[i] = (float) (share * from[i] + (latent ? toShare : t) * to[i]);
      }
      return at;
    }

    private double length(float[] latent) {
      return Math.sqrt(dot(latent, latent));
    }

    private double dot(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < latentSize; i++) {
        sum += (double) a[i] * b[i];
      }
      return sum;
    }
  }
}
