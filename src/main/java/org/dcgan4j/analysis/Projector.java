package org.dcgan4j.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.model.FrozenStack;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/**
 * Finds the latents whose pictures are nearest to given ones, through the frozen generator. The
 * nearest of many drawn pictures of each class are the starts; these move by Adam, over pixels and
 * the discriminator's features ({@link GradientSearch}); the best go on by {@link LeastSquares}
 * over pixels alone, and the best of all is what is found. The class stays what its start has: all
 * classes are tried.
 */
public final class Projector {
  /** Drawn pictures that the starts are the nearest of, for all pictures the same. */
  private static final int DRAWN = 1000;

  private static final int LEAST_OF_CLASS = 8;

  /** Without classes there are so many times as many starts. */
  private static final int WITHOUT_CLASSES = 10;

  /** Of more classes these are tried, whose drawn pictures are nearest. */
  private static final int MOST_KINDS = 50;

  /** Numbers in a latent: the matrix of the last steps has a row and a column for each. */
  private static final int MOST_NUMBERS = 2048;

  /** How many of the starts go on behind Adam's steps, and how many steps before one is left. */
  private static final int KEPT = 3;

  private static final int KEPT_STEPS = 2;

  /**
   * The prior while a class is chosen: far from 0, the pictures of a class are like those of
   * others.
   */
  private static final double CHOOSING_PRIOR = 0.005;

  private final FrozenStack stack;
  private final Generator generator;
  private final Bounds bounds;
  private final GeneratorConfig config;
  private final Options options;
  private final double pixelScale;
  private final float[] drawn;
  private final float[] drawnPictures;

  /**
   * How hard it looks.
   *
   * @param starts of each class, 1 to 100
   * @param steps by Adam, 0 to 10,000
   * @param refinements steps by {@link LeastSquares} at most, 0 to 1000
   * @param features what the discriminator's features weigh beside pixels, 0 to 1000
   * @param prior what is added to the mean square of the pixels' differences, in [0, 1], for the
   *     mean square of the latent's numbers, 0 to 1: draws latents towards 0; only where they are
   *     of a normal distribution
   * @param seed of the starts
   */
  public record Options(
      int starts, int steps, int refinements, double features, double prior, long seed) {
    /** What is good for letters and digits. */
    public static final Options DEFAULT = new Options(2, 20, 10, 1, 3e-4, 0x50524F4A45435400L);

    public Options {
      require("starts", starts, 1, 100);
      require("steps", steps, 0, 10_000);
      require("refinements", refinements, 0, 1000);
      require("features", features, 0, 1000);
      require("prior", prior, 0, 1);
    }

    private static void require(String what, double given, int least, int most) {
      if (!(given >= least && given <= most)) {
        throw InvalidInputException.of(
            "--%s: given %s, legal is %d to %d", what, number(given), least, most);
      }
    }

    private static String number(double given) {
      return given == Math.rint(given) ? Long.toString((long) given) : Double.toString(given);
    }
  }

  /**
   * What was found for a picture.
   *
   * @param input the generator's: the latent, and the one-hot class behind it
   * @param told the class, an index; -1 where the generator is told none
   * @param rmse the root of the mean square of the pixels' differences, of 0 black to 1 white
   */
  public record Found(float[] input, int told, double rmse) {}

  /** Where latents may be: anywhere of a normal distribution, else where it draws them. */
  record Bounds(float least, float greatest) {
    static Bounds of(GeneratorConfig config) {
      var latent = config.drawnFrom();
      return switch (latent) {
        case NORMAL -> new Bounds(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
        case UNIFORM -> new Bounds(-1, 1);
        case UNIFORM01 -> new Bounds(0, 1);
        case STRATIFIED -> new Bounds((float) -config.latentRange(), (float) config.latentRange());
      };
    }

    float within(double number) {
      return (float) Math.max(least, Math.min(greatest, number));
    }
  }

  /**
   * @param stack this generator and, for features, the trained discriminator
   * @throws InvalidInputException if the generator makes no images, or of too large latents
   */
  public Projector(FrozenStack stack, Generator generator, Config run, Options options) {
    this.stack = stack;
    this.generator = generator;
    this.config = run.generator();
    this.options = options;
    this.bounds = Bounds.of(config);
    this.pixelScale =
        1.0 / (run.data().pixelRange().scaled(255) - run.data().pixelRange().scaled(0));
    if (!generator.output().isImage()) {
      throw new InvalidInputException("the run makes points, and only images can be projected");
    }
    if (config.latentSize() > MOST_NUMBERS) {
      throw InvalidInputException.of(
          "generator.latentSize: %d, legal for projections are up to %d",
          config.latentSize(), MOST_NUMBERS);
    }
    int kinds = Math.max(1, config.classes());
    int least = Math.max(LEAST_OF_CLASS, ofKind());
    int count = kinds * Math.max((DRAWN + kinds - 1) / kinds, least);
    this.drawn = new Latents(config, options.seed()).next(count);
    this.drawnPictures = generator.generate(drawn, count);
  }

  /** How hard it looks. */
  public Options options() {
    return options;
  }

  /**
   * Finds the nearest latents.
   *
   * @param pictures each {@code [C * H * W]}, as the generator makes them
   * @param progress hears now and then how many are done
   */
  public List<Found> project(int count, IntFunction<float[]> pictures, IntConsumer progress) {
    List<Found> found = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      found.add(project(pictures.apply(p)));
      progress.accept(p + 1);
    }
    return found;
  }

  private Found project(float[] target) {
    int size = config.inputSize();
    float[] starts = starts(target);
    double[] losses =
        new GradientSearch(stack, options, bounds, config.latentSize(), ridge(choosingPrior()))
            .move(starts, size, target);
    List<LeastSquares> searches =
        best(losses)
            .limit(KEPT)
            .map(i -> Arrays.copyOfRange(starts, i * size, (i + 1) * size))
            .map(start -> new LeastSquares(generator, config, bounds, target, start))
            .toList();
    return refined(searches).found(pixelScale);
  }

  /** The starts from the best on; of several classes the best of each. */
  private Stream<Integer> best(double[] losses) {
    Comparator<Integer> byLoss = Comparator.comparingDouble(i -> losses[i]);
    return config.classes() < 2
        ? IntStream.range(0, losses.length).boxed().sorted(byLoss)
        : IntStream.range(0, losses.length / ofKind())
            .map(kind -> kind * ofKind())
            .mapToObj(
                from -> IntStream.range(from, from + ofKind()).boxed().min(byLoss).orElseThrow())
            .sorted(byLoss);
  }

  /** Starts of each class. */
  private int ofKind() {
    return config.classes() == 0 ? WITHOUT_CLASSES * options.starts() : options.starts();
  }

  /** What the prior weighs for a generator: nothing where latents have bounds instead. */
  public static double prior(GeneratorConfig config, Options options) {
    return Float.isInfinite(Bounds.of(config).greatest()) ? options.prior() : 0;
  }

  private double choosingPrior() {
    return config.classes() == 0 ? options.prior() : Math.max(CHOOSING_PRIOR, options.prior());
  }

  /**
   * What is added to the sum of squares for those of the latent's numbers; 0 where these are
   * bounded.
   */
  private double ridge(double prior) {
    double squares = prior / (pixelScale * pixelScale) * generator.output().length();
    return Float.isInfinite(bounds.greatest()) ? squares / config.latentSize() : 0;
  }

  /** Of each class the nearest of those that were drawn, {@code [n, size]}. */
  private float[] starts(float[] target) {
    int size = config.inputSize();
    int kinds = Math.max(1, config.classes());
    double[] distances =
        IntStream.range(0, drawn.length / size)
            .parallel()
            .mapToDouble(i -> squares(i, target))
            .toArray();
    List<Integer> nearest =
        IntStream.range(0, kinds)
            .mapToObj(kind -> nearest(distances, kind, kinds))
            .sorted(Comparator.comparingDouble(ofKind -> distances[ofKind.get(0)]))
            .limit(MOST_KINDS)
            .flatMap(List::stream)
            .toList();
    float[] starts = new float[nearest.size() * size];
    for (int i = 0; i < nearest.size(); i++) {
      System.arraycopy(drawn, nearest.get(i) * size, starts, i * size, size);
    }
    return starts;
  }

  /** Those of one class from the nearest on: classes took turns. */
  private List<Integer> nearest(double[] distances, int kind, int kinds) {
    return IntStream.range(0, distances.length)
        .filter(i -> i % kinds == kind)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i]))
        .limit(ofKind())
        .toList();
  }

  private double squares(int i, float[] target) {
    double sum = 0;
    for (int k = 0; k < target.length; k++) {
      float apart = drawnPictures[i * target.length + k] - target[k];
      sum += apart * apart;
    }
    return sum;
  }

  /** All go on for a few steps, and then the one that has come nearest. */
  private LeastSquares refined(List<LeastSquares> searches) {
    int together = Math.min(KEPT_STEPS, options.refinements());
    for (LeastSquares search : searches) {
      search.steps(together, ridge(choosingPrior()));
    }
    LeastSquares best = Collections.min(searches, Comparator.comparingDouble(LeastSquares::error));
    best.steps(options.refinements() - together, ridge(options.prior()));
    return best;
  }
}
