package org.dcgan4j.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole method in one file and plain loops, to be read before anything else, from top to
 * bottom: a step, the update, the layers. PlainDcganTest holds the program's own steps equal to it.
 *
 * @param generator latents {@code [N, size + classes]} to pictures {@code [N, C, H, W]}
 * @param discriminator pictures to logits, {@code [N, 1]}, or {@code [N, classes]}
 * @param classes how many classes both are told apart; 0 is none
 */
record PlainDcgan(Network generator, Network discriminator, int classes, Recipe recipe) {
  /** Adam's numbers; the rate is one of the images seen. */
  record Adam(DoubleUnaryOperator rate, double beta1, double beta2, double epsilon) {}

  /** R1's weight by the images seen; one in so many steps pays it, so many times. */
  record Penalty(DoubleUnaryOperator gamma, int every) {}

  /**
   * @param halfLife images that halve a parameter's share of the average, at most rampUp of all
   * @param reuseFakes whether the generator learns from the fakes that the discriminator has seen
   */
  record Recipe(Adam adam, Penalty r1, double halfLife, double rampUp, boolean reuseFakes) {}

  /** Of one step; the discriminator's is without the penalty. */
  record Losses(double d, double g) {}

  /**
   * The discriminator learns reals up and fakes down; then, frozen, it teaches the generator to
   * have fakes called real.
   *
   * @param reals {@code [N, C, side, side]} in [-1, 1]
   * @param told the class of each real, and of the fakes that are judged with it
   */
  Losses step(int number, Batch reals, int[] told, Supplier<Batch> latents) {
    Batch fakes = generator.up(withClasses(latents.get(), told), true);
    double dLoss = learnDiscriminator(number, reals, fakes, told);
    discriminator.parameters().forEach(p -> p.update(recipe, number, reals.n));
    if (!recipe.reuseFakes) {
      fakes = generator.up(withClasses(latents.get(), told), true);
    }
    double gLoss = learnGenerator(fakes, told);
    generator.parameters().forEach(p -> p.update(recipe, number, reals.n));
    return new Losses(dLoss, gLoss);
  }

  /** It minimises {@code -log s(D(x)) - log(1 - s(D(G(z))))} with s the sigmoid. */
  private double learnDiscriminator(int number, Batch reals, Batch fakes, int[] told) {
    Batch onReals = discriminator.up(reals, true);
    discriminator.down(slopes(onReals, told, x -> sigmoid(x) - 1), true);
    if (number % recipe.r1.every == 0) {
      penalise(onReals, told, recipe.r1.every * recipe.r1.gamma.applyAsDouble(number * reals.n));
    }
    Batch onFakes = discriminator.up(fakes, true);
    discriminator.down(slopes(onFakes, told, x -> sigmoid(x)), true);
    return mean(onReals, told, x -> -Math.log(sigmoid(x)))
        + mean(onFakes, told, x -> -Math.log(1 - sigmoid(x)));
  }

  /**
   * Adds the gradient of R1, the mean of {@code gamma / 2 |dD/dx|^2} over reals, which keeps the
   * discriminator flat around them. The pass down that makes dD/dx is a network, too; the chain
   * rule goes through that the other way, up, from R1's derivative with respect to what it made.
   */
  private void penalise(Batch onReals, int[] told, double weight) {
    Batch g = discriminator.down(slopes(onReals, told, x -> 1), false); // dD/dx, over N
    Batch v = g.map(i -> weight * g.n * g.v[i]);
    for (Layer layer : discriminator.layers) {
      v = layer.upAgain(v);
    }
  }

  /** It minimises {@code -log s(D(G(z)))}, through the discriminator, which learns nothing. */
  private double learnGenerator(Batch fakes, int[] told) {
    Batch onFakes = discriminator.up(fakes, true);
    generator.down(discriminator.down(slopes(onFakes, told, x -> sigmoid(x) - 1), false), true);
    return mean(onFakes, told, x -> -Math.log(sigmoid(x)));
  }

  /** Pictures as in use: of the generator's average, each independent of the others. */
  Batch sample(Batch latents, int... told) {
    return generator.up(withClasses(latents, told), false);
  }

  /** The generator is told a class by a 1 in its place behind the latent. */
  private Batch withClasses(Batch z, int[] told) {
    int size = z.c + classes;
    IntToDoubleFunction oneHot = i -> i % size - z.c == told[i / size % told.length] ? 1 : 0;
    return new Batch(z.n, size, 1)
        .map(i -> i % size < z.c ? z.v[i / size * z.c + i % size] : oneHot.applyAsDouble(i));
  }

  /** Where the logit lies that judges an example: that of its class. */
  private int judge(int example, int[] told) {
    return classes == 0 ? example : example * classes + told[example % told.length];
  }

  private double mean(Batch logits, int[] told, DoubleUnaryOperator loss) {
    IntStream all = IntStream.range(0, logits.n).map(i -> judge(i, told));
    return all.mapToDouble(i -> loss.applyAsDouble(logits.v[i])).sum() / logits.n;
  }

  /** The derivative of a mean with respect to all logits; those that do not judge have none. */
  private Batch slopes(Batch logits, int[] told, DoubleUnaryOperator slope) {
    IntToDoubleFunction each = i -> slope.applyAsDouble(logits.v[i]) / logits.n;
    return logits.map(i -> i == judge(i / logits.c, told) ? each.applyAsDouble(i) : 0);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** N examples {@code [C, side, side]} one after the other; a vector has sides of 1. */
  record Batch(int n, int c, int side, double[] v) {
    Batch(int n, int c, int side) {
      this(n, c, side, new double[n * c * side * side]);
    }

    Batch map(IntToDoubleFunction value) {
      return new Batch(n, c, side, IntStream.range(0, v.length).mapToDouble(value).toArray());
    }

    int channel(int i) {
      return i / (side * side) % c;
    }

    double[] sumsOfChannels(IntToDoubleFunction value) {
      double[] sums = new double[c];
      for (int i = 0; i < v.length; i++) {
        sums[channel(i)] += value.applyAsDouble(i);
      }
      return sums;
    }
  }

  /** Numbers that Adam learns, or that else move as their gradient says, and their average. */
  static final class Parameter {
    private final boolean learned;
    final double[] value, average, gradient, m, v;

    Parameter(boolean learned, int length, IntToDoubleFunction initial) {
      this.learned = learned;
      value = IntStream.range(0, length).mapToDouble(initial).toArray();
      average = value.clone();
      gradient = new double[length];
      m = new double[length];
      v = new double[length];
    }

    /** Kingma and Ba's Adam (2015) as at the end of their section 2, after so many updates. */
    void update(Recipe recipe, int updates, int batch) {
      Adam adam = recipe.adam;
      double rate = adam.rate.applyAsDouble(updates * batch);
      double corrected = Math.sqrt(1 - Math.pow(adam.beta2, updates + 1));
      double size = rate * corrected / (1 - Math.pow(adam.beta1, updates + 1));
      double seen = (updates + 1.0) * batch;
      double kept = Math.pow(0.5, batch / Math.min(recipe.halfLife, recipe.rampUp * seen));
      for (int i = 0; i < value.length; i++) {
        m[i] = adam.beta1 * m[i] + (1 - adam.beta1) * gradient[i];
        v[i] = adam.beta2 * v[i] + (1 - adam.beta2) * gradient[i] * gradient[i];
        value[i] -= learned ? size * m[i] / (Math.sqrt(v[i]) + adam.epsilon) : gradient[i];
        average[i] = kept * average[i] + (1 - kept) * value[i];
        gradient[i] = 0;
      }
    }
  }

  /** From the input up. */
  record Network(Layer... layers) {
    Batch up(Batch x, boolean training) {
      for (Layer layer : layers) {
        x = layer.up(x, training);
      }
      return x;
    }

    Batch down(Batch dy, boolean learning) {
      for (int i = layers.length - 1; i >= 0; i--) {
        dy = layers[i].down(dy, learning);
      }
      return dy;
    }

    List<Parameter> parameters() {
      return Stream.of(layers).flatMap(layer -> Stream.of(layer.parameters)).toList();
    }
  }

  /** Keeps what its last pass up saw for the passes down from it. */
  abstract static class Layer {
    final Parameter[] parameters;

    Layer(Parameter... parameters) {
      this.parameters = parameters;
    }

    abstract Batch up(Batch x, boolean training);

    /** From dL/dy to dL/dx; adds up the parameters' gradients, too, where it is learning. */
    abstract Batch down(Batch dy, boolean learning);

    /** The chain rule for the last pass down: from dP/ddx to dP/ddy, and the gradients of P. */
    Batch upAgain(Batch v) {
      throw new UnsupportedOperationException("R1 is for layers that are linear in pieces");
    }
  }

  /** Says that a number of the input goes into one of the output, times a weight. */
  record Tie(int in, int out, int weight) {}

  /** {@code y = W x + b}: dense layers and convolutions differ only in what is tied to what. */
  static final class Linear extends Layer {
    private static final Random RANDOM = new Random(1);

    private final List<Tie> ties;
    private final Parameter weight = parameters[0], bias = parameters[1];
    private final int channels, side;
    private Batch x, dy;

    private Linear(List<Tie> ties, int weights, boolean hasBias, int channels, int side) {
      super(
          new Parameter(true, weights, i -> 0.02 * RANDOM.nextGaussian()),
          new Parameter(true, hasBias ? channels : 0, i -> 0));
      this.ties = ties;
      this.channels = channels;
      this.side = side;
    }

    /** Weights {@code [out, in]}: a convolution of pictures of one pixel. */
    static Linear dense(int in, int out, boolean bias) {
      return conv(in, 1, out, 1, 1, 0, bias);
    }

    /** Square kernels k, stride s, zero padding p; weights {@code [out, in, k, k]}. */
    static Linear conv(int in, int side, int out, int k, int s, int p, boolean bias) {
      int made = (side + 2 * p - k) / s + 1;
      return new Linear(overlaps(in, side, out, made, k, s, p), out * in * k * k, bias, out, made);
    }

    /** A convolution the other way round; weights {@code [in, out, k, k]}. */
    static Linear deconv(int in, int side, int out, int k, int s, int p, boolean bias) {
      int made = (side - 1) * s + k - 2 * p;
      UnaryOperator<Tie> turned = tie -> new Tie(tie.out, tie.in, tie.weight);
      List<Tie> ties = overlaps(out, made, in, side, k, s, p).stream().map(turned).toList();
      return new Linear(ties, in * out * k * k, bias, out, made);
    }

    /** Place (y, x) of each channel of a map sees pixels (y s + ky - p, x s + kx - p). */
    private static List<Tie> overlaps(int c, int side, int many, int places, int k, int s, int p) {
      List<Tie> ties = new ArrayList<>();
      for (int out = 0; out < many * places * places; out++) {
        for (int tap = 0; tap < c * k * k; tap++) {
          int y = out / places % places * s + tap / k % k - p;
          int x = out % places * s + tap % k - p;
          if (y >= 0 && y < side && x >= 0 && x < side) {
            int pixel = (tap / (k * k) * side + y) * side + x;
            ties.add(new Tie(pixel, out, out / (places * places) * c * k * k + tap));
          }
        }
      }
      return ties;
    }

    @Override
    Batch up(Batch x, boolean training) {
      this.x = x;
      Batch y = times(training ? weight.value : weight.average, x);
      double[] b = training ? bias.value : bias.average;
      return b.length == 0 ? y : y.map(i -> y.v[i] + b[y.channel(i)]);
    }

    private Batch times(double[] w, Batch x) {
      Batch y = new Batch(x.n, channels, side);
      forEach(x, y, t -> y.v[t.out] += w[t.weight] * x.v[t.in]);
      return y;
    }

    private void forEach(Batch x, Batch y, Consumer<Tie> body) {
      for (int n = 0; n < x.n; n++) {
        int in = n * x.v.length / x.n, out = n * y.v.length / x.n;
        ties.forEach(t -> body.accept(new Tie(in + t.in, out + t.out, t.weight)));
      }
    }

    @Override
    Batch down(Batch dy, boolean learning) {
      this.dy = dy;
      Batch dx = x.map(i -> 0);
      forEach(x, dy, t -> dx.v[t.in] += weight.value[t.weight] * dy.v[t.out]);
      if (learning) {
        forEach(x, dy, t -> weight.gradient[t.weight] += x.v[t.in] * dy.v[t.out]);
        double[] sums = dy.sumsOfChannels(i -> dy.v[i]);
        Arrays.setAll(bias.gradient, c -> bias.gradient[c] + sums[c]);
      }
      return dx;
    }

    @Override
    Batch upAgain(Batch v) {
      forEach(v, dy, t -> weight.gradient[t.weight] += v.v[t.in] * dy.v[t.out]);
      return times(weight.value, v);
    }
  }

  /** A function of each number by itself: slope times x for leaky ReLU and dropout. */
  static final class Each extends Layer {
    private final UnaryOperator<Batch> function, slopes;
    private Batch last;

    Each(UnaryOperator<Batch> slopes, UnaryOperator<Batch> function) {
      this.slopes = slopes;
      this.function = function;
    }

    static Each leakyRelu(double slope) {
      return new Each(x -> x.map(i -> x.v[i] > 0 ? 1 : slope), null);
    }

    static Each tanh() {
      UnaryOperator<Batch> tanh = x -> x.map(i -> Math.tanh(x.v[i]));
      return new Each(x -> x.map(i -> 1 - Math.pow(Math.tanh(x.v[i]), 2)), tanh);
    }

    @Override
    Batch up(Batch x, boolean training) {
      last = slopes.apply(x);
      return function == null ? down(x, false) : function.apply(x);
    }

    @Override
    Batch down(Batch dy, boolean learning) {
      return dy.map(i -> last.v[i] * dy.v[i]);
    }

    @Override
    Batch upAgain(Batch v) {
      return down(v, false);
    }
  }

  /**
   * Gives each channel of a batch mean 0 and variance 1, then a learned scale and shift (Ioffe and
   * Szegedy, 2015). In use it takes for mean and variance what they were lately.
   */
  static final class BatchNorm extends Layer {
    private final Parameter gamma = parameters[0], beta = parameters[1];
    private final Parameter mean = parameters[2], variance = parameters[3];
    private double[] m, v, deviation;
    private Batch normal;

    BatchNorm(int channels) {
      super(
          new Parameter(true, channels, i -> 1),
          new Parameter(true, channels, i -> 0),
          new Parameter(false, channels, i -> 0),
          new Parameter(false, channels, i -> 1));
    }

    @Override
    Batch up(Batch x, boolean training) {
      double count = x.n * x.side * x.side;
      m = training ? x.sumsOfChannels(i -> x.v[i] / count) : mean.average;
      IntToDoubleFunction square = i -> Math.pow(x.v[i] - m[x.channel(i)], 2) / count;
      v = training ? x.sumsOfChannels(square) : variance.average;
      deviation = Arrays.stream(v).map(each -> Math.sqrt(each + 1e-5)).toArray();
      normal = x.map(i -> (x.v[i] - m[x.channel(i)]) / deviation[x.channel(i)]);
      double[] scale = training ? gamma.value : gamma.average;
      double[] shift = training ? beta.value : beta.average;
      return normal.map(i -> scale[x.channel(i)] * normal.v[i] + shift[x.channel(i)]);
    }

    @Override
    Batch down(Batch dy, boolean learning) {
      double count = dy.n * dy.side * dy.side;
      double[] dGamma = dy.sumsOfChannels(i -> dy.v[i] * normal.v[i]);
      double[] dBeta = dy.sumsOfChannels(i -> dy.v[i]);
      for (int c = 0; learning && c < dy.c; c++) {
        gamma.gradient[c] += dGamma[c];
        beta.gradient[c] += dBeta[c];
        mean.gradient[c] += 0.1 * (mean.value[c] - m[c]);
        variance.gradient[c] += 0.1 * (variance.value[c] - v[c]);
      }
      IntToDoubleFunction centred =
          i -> dy.v[i] - (dBeta[dy.channel(i)] + normal.v[i] * dGamma[dy.channel(i)]) / count;
      return dy.map(
          i -> gamma.value[dy.channel(i)] / deviation[dy.channel(i)] * centred.applyAsDouble(i));
    }
  }
}
