package org.dcgan4j.compute;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every formula as it stands in the literature, in plain loops over copies in double precision, on
 * one thread, wherever the arrays lie: to read, and to hold the others against.
 */
final class ReferenceBackend implements Backend {

  @Override
  public String word() {
    return "reference";
  }

  /** The numbers in C order, a copy. */
  static double[] read(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  static void write(INDArray array, double[] values) {
    array.assign(Nd4j.createFromArray(values).castTo(array.dataType()).reshape('c', array.shape()));
  }

  /** Writes each number by its index. */
  private static void write(INDArray array, IntToDoubleFunction value) {
    double[] values = zeros(array);
    Arrays.setAll(values, value);
    write(array, values);
  }

  static double[] zeros(INDArray like) {
    return new double[Math.toIntExact(like.length())];
  }

  static int size(INDArray array, int dimension) {
    return Math.toIntExact(array.size(dimension));
  }

  /** Of number {@code index} of {@code [N, channels]} or {@code [N, channels, H, W]}. */
  private static int channel(INDArray array, int index) {
    int plane = array.rank() == 4 ? size(array, 2) * size(array, 3) : 1;
    return index / plane % size(array, 1);
  }

  /** The sum over each channel of what each number's index has. */
  private static double[] channelSums(INDArray array, IntToDoubleFunction value) {
    double[] sums = new double[size(array, 1)];
    for (int i = 0; i < array.length(); i++) {
      sums[channel(array, i)] += value.applyAsDouble(i);
    }
    return sums;
  }

  /** Runs a body for each weight between a number of x and a number of y, by their indices. */
  private interface Ties {
    void forEach(INDArray x, INDArray y, Tie body);
  }

  private interface Tie {
    void accept(int in, int out, int weight);
  }

  /** A sum over ties is all that a layer with weights is, in every direction. */
  private record Sums(Ties ties) implements Linear {
    @Override
    public void forward(INDArray x, Weights parameters, INDArray out) {
      double[] from = read(x);
      double[] w = read(parameters.weights());
      double[] y = zeros(out);
      ties.forEach(x, out, (in, o, weight) -> y[o] += w[weight] * from[in]);
      double[] b = parameters.bias() == null ? new double[size(out, 1)] : read(parameters.bias());
      write(out, i -> y[i] + b[channel(out, i)]);
    }

    @Override
    public void backwardData(INDArray gradient, Weights parameters, INDArray xGradient) {
      double[] dy = read(gradient);
      double[] w = read(parameters.weights());
      double[] dx = zeros(xGradient);
      ties.forEach(xGradient, gradient, (in, o, weight) -> dx[in] += w[weight] * dy[o]);
      write(xGradient, dx);
    }

    @Override
    public void backwardWeights(
        INDArray x, INDArray gradient, Weights parameters, Weights gradients) {
      double[] from = read(x);
      double[] dy = read(gradient);
      double[] dw = zeros(gradients.weights());
      ties.forEach(x, gradient, (in, o, weight) -> dw[weight] += from[in] * dy[o]);
      write(gradients.weights(), dw);
      if (gradients.bias() != null) {
        write(gradients.bias(), channelSums(gradient, i -> dy[i]));
      }
    }
  }

  @Override
  public Linear dense() {
    return new Sums(
        (x, y, body) -> {
          int in = size(x, 1);
          int out = size(y, 1);
          for (int n = 0; n < size(x, 0); n++) {
            for (int weight = 0; weight < in * out; weight++) {
              body.accept(n * in + weight / out, n * out + weight % out, weight);
            }
          }
        });
  }

  @Override
  public Linear convolution(Geometry geometry, long few) {
    return new Sums(
        geometry.transposed()
            ? (x, y, body) -> overlaps(geometry, y, x, (to, from, w) -> body.accept(from, to, w))
            : (x, y, body) -> overlaps(geometry, x, y, body));
  }

  /**
   * The ties of a convolution from an image {@code [N, few, H, W]} to a map {@code [N, many, h,
   * w]}: weight (m, f, ky, kx) ties pixel (y stride + ky - padding, x stride + kx - padding) of
   * channel f of m's group to place (y, x) of channel m. A deconvolution goes from the map to the
   * image.
   */
  private static void overlaps(Geometry geometry, INDArray image, INDArray map, Tie body) {
    int channels = size(image, 1);
    int few = channels / geometry.groups();
    int many = size(map, 1);
    int k = geometry.kernel();
    for (int n = 0; n < size(image, 0); n++) {
      for (int weight = 0; weight < many * few * k * k; weight++) {
        int m = weight / (few * k * k);
        int f = m / (many / geometry.groups()) * few + weight / (k * k) % few;
        for (int my = 0; my < size(map, 2); my++) {
          for (int mx = 0; mx < size(map, 3); mx++) {
            int iy = my * geometry.stride() + weight / k % k - geometry.padding();
            int ix = mx * geometry.stride() + weight % k - geometry.padding();
            if (iy >= 0 && iy < size(image, 2) && ix >= 0 && ix < size(image, 3)) {
              int pixel = ((n * channels + f) * size(image, 2) + iy) * size(image, 3) + ix;
              int place = ((n * many + m) * size(map, 2) + my) * size(map, 3) + mx;
              body.accept(pixel, place, weight);
            }
          }
        }
      }
    }
  }

  @Override
  public Resampling down() {
    return ReferenceResampling.DOWN;
  }

  @Override
  public Resampling up() {
    return ReferenceResampling.UP;
  }

  @Override
  public Deviation deviation() {
    return new ReferenceDeviation();
  }

  @Override
  public Normalisation batchNorm(double epsilon, double decay) {
    return new Normalisation() {
      private double[] mean;
      private double[] variance;

      @Override
      public void forward(INDArray x, Normal parameters, INDArray out) {
        double[] v = read(x);
        double samples = v.length / (double) size(x, 1);
        mean = channelSums(x, i -> v[i] / samples);
        variance = channelSums(x, i -> Math.pow(v[i] - mean[channel(x, i)], 2) / samples);
        double[] xHat = normalised(x, mean, variance);
        write(x, xHat);
        scale(xHat, parameters, out);
      }

      @Override
      public void infer(INDArray x, Normal parameters, INDArray out) {
        double[] xHat = normalised(x, read(parameters.mean()), read(parameters.variance()));
        scale(xHat, parameters, out);
      }

      private double[] normalised(INDArray x, double[] m, double[] v) {
        double[] xHat = read(x);
        Arrays.setAll(
            xHat, i -> (xHat[i] - m[channel(x, i)]) / Math.sqrt(v[channel(x, i)] + epsilon));
        return xHat;
      }

      private static void scale(double[] xHat, Normal parameters, INDArray out) {
        double[] gamma = read(parameters.gamma());
        double[] beta = read(parameters.beta());
        write(out, i -> gamma[channel(out, i)] * xHat[i] + beta[channel(out, i)]);
      }

      @Override
      public INDArray backward(
          INDArray normalised, INDArray gradient, Normal parameters, Normal gradients) {
        double[] xHat = read(normalised);
        double[] dy = read(gradient);
        double[] gamma = read(parameters.gamma());
        double samples = dy.length / (double) gamma.length;
        double[] dGamma = channelSums(gradient, i -> dy[i] * xHat[i]);
        double[] dBeta = channelSums(gradient, i -> dy[i]);
        write(
            gradient,
            i -> {
              int c = channel(gradient, i);
              double centred = dy[i] - dBeta[c] / samples - xHat[i] * dGamma[c] / samples;
              return gamma[c] / Math.sqrt(variance[c] + epsilon) * centred;
            });
        write(gradients.gamma(), dGamma);
        write(gradients.beta(), dBeta);
        towards(mean, parameters.mean(), gradients.mean());
        towards(variance, parameters.variance(), gradients.variance());
        return gradient;
      }

      private void towards(double[] batch, INDArray running, INDArray update) {
        double[] r = read(running);
        write(update, c -> (1 - decay) * (r[c] - batch[c]));
      }
    };
  }

  @Override
  public ChannelAffine channelAffine() {
    return new ReferenceChannelAffine();
  }

  @Override
  public Elementwise leakyRelu(double slope, double rate) {
    return function(
        rate, x -> x >= 0 ? x : slope * x, x -> x > 0 || x == 0 && slope > 0 ? 1 : slope);
  }

  @Override
  public Elementwise activation(ScalarFunction function) {
    return function(0, function.exact(), function.derivative());
  }

  private static Elementwise function(
      double rate, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return new Elementwise() {
      private float[] mask;

      @Override
      public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
        double[] v = read(x);
        if (training && rate > 0) {
          mask = new SeededDropout.Mask(rate, Nd4j.getRandom().nextLong()).inOrder(x.shape());
        } else {
          mask = new float[v.length];
          Arrays.fill(mask, 1);
        }
        INDArray out = Elementwise.like(x, workspace);
        write(out, i -> mask[i] * value.applyAsDouble(v[i]));
        return out;
      }

      @Override
      public INDArray backward(INDArray x, INDArray gradient) {
        double[] v = read(x);
        double[] dy = read(gradient);
        write(gradient, i -> dy[i] * (mask[i] * derivative.applyAsDouble(v[i])));
        return gradient;
      }
    };
  }

  @Override
  public void adam(AdamStep step, INDArray parameters, INDArray gradients, INDArray moments) {
    double[] p = read(parameters);
    double[] g = read(gradients);
    double[] m = read(moments);
    for (int i = 0; i < p.length; i++) {
      int second = p.length + i;
      m[i] = step.beta1() * m[i] + (1 - step.beta1()) * g[i];
      m[second] = step.beta2() * m[second] + (1 - step.beta2()) * g[i] * g[i];
      p[i] -= step.size() * m[i] / (Math.sqrt(m[second]) + step.epsilon());
    }
    write(parameters, p);
    write(moments, m);
  }

  @Override
  public void descend(
      DescentStep step, INDArray parameters, INDArray gradients, INDArray velocities) {
    double[] p = read(parameters);
    double[] g = read(gradients);
    double[] v = velocities == null ? new double[p.length] : read(velocities);
    double momentum = velocities == null ? 0 : step.momentum();
    for (int i = 0; i < p.length; i++) {
      double descent = step.learningRate() * g[i];
      v[i] = momentum * v[i] - descent;
      p[i] += step.nesterov() ? momentum * v[i] - descent : v[i];
    }
    write(parameters, p);
    if (velocities != null) {
      write(velocities, v);
    }
  }

  @Override
  public void average(INDArray average, INDArray values, double decay) {
    double[] a = read(average);
    double[] v = read(values);
    write(average, i -> a[i] + (1 - decay) * (v[i] - a[i]));
  }

  @Override
  public double squares(INDArray x) {
    return Arrays.stream(read(x)).map(value -> value * value).sum();
  }
}
