package org.dcgan4j.compute;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What computes: the arithmetic of layers and optimisers, on arrays of ND4J. It is chosen once,
 * when a network is made, and layers hold it. All backends compute the same up to rounding; {@link
 * ReferenceBackend} is the one to read. An operation keeps what its backward pass needs, and
 * belongs to one layer. Arrays lie in C order without gaps, but for the weights of dense layers,
 * which are in F order, and where {@link Linear#takesChannelsLast} says otherwise.
 */
public interface Backend {

  /** Its name, as users choose it. */
  String word();

  /** {@code y = x W + b} with x {@code [N, in]}, W {@code [in, out]} and b {@code [1, out]}. */
  Linear dense();

  /**
   * A convolution of x {@code [N, in, H, W]} with weights {@code [out, in / groups, k, k]}; or a
   * transposed one with weights {@code [in, out, k, k]}, the convolution's data gradient (Dumoulin
   * and Visin, "A guide to convolution arithmetic for deep learning", 2016).
   *
   * @param few channels of a group of x; of the output, when transposed
   */
  Linear convolution(Geometry geometry, long few);

  /** Halves the sides of {@code [N, C, H, W]}, see {@link Taps#down}, in both directions. */
  Resampling down();

  /** Doubles the sides of {@code [N, C, H, W]}, see {@link Taps#up}, in both directions. */
  Resampling up();

  /** How much the images of a batch differ; ND4J's operations are as fast as any here. */
  default Deviation deviation() {
    return new Nd4jDeviation();
  }

  /**
   * Batch normalisation (Ioffe and Szegedy, "Batch normalization", 2015).
   *
   * @param epsilon is added to variances
   * @param decay what is kept of the running statistics in an update
   */
  Normalisation batchNorm(double epsilon, double decay);

  /** A scale and a shift for each channel of each example. */
  ChannelAffine channelAffine();

  /**
   * {@code max(x, slope x)} with inverted dropout behind it, whose mask {@link SeededDropout.Mask}
   * draws from the next number of {@code Nd4j.getRandom()}.
   *
   * @param slope in [0, 1)
   * @param rate the share that is dropped in training, in [0, 1)
   */
  Elementwise leakyRelu(double slope, double rate);

  Elementwise activation(ScalarFunction function);

  /**
   * One update by Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015), with
   * the bias corrections folded into the step size as at the end of its section 2.
   *
   * @param parameters {@code [n]}, changed
   * @param gradients {@code [n]}, may be spoiled
   * @param moments {@code [1, 2 n]}, the first moments and then the second, changed; the first may
   *     be left as they are without momentum, where they are the gradients
   */
  void adam(AdamStep step, INDArray parameters, INDArray gradients, INDArray moments);

  /**
   * {@link #adam} of what is learned; from all else its gradients are subtracted.
   *
   * @param whole all parameters and gradients
   * @param parts one after the other, they make the whole
   */
  default void adam(AdamStep step, Part whole, List<Part> parts) {
    for (Part part : parts) {
      if (part.isLearned()) {
        adam(step, part.parameters(), part.gradients(), part.state());
      } else {
        descend(DescentStep.MOVED, part.parameters(), part.gradients(), null);
      }
    }
  }

  /**
   * A piece of a network's parameters, {@code [n]}.
   *
   * @param state the optimiser's; null where it has none
   * @param isLearned not so are running statistics, which are only moved
   */
  record Part(INDArray parameters, INDArray gradients, INDArray state, boolean isLearned) {}

  /**
   * One update by gradient descent, of the same arrays.
   *
   * @param velocities {@code [1, n]}, changed; null without momentum
   */
  void descend(DescentStep step, INDArray parameters, INDArray gradients, INDArray velocities);

  /** {@code average += (1 - decay) (values - average)}, exact where they are equal. */
  void average(INDArray average, INDArray values, double decay);

  /** {@code sum of x_i^2}. */
  double squares(INDArray x);

  /** A layer's weights and bias, or the gradients of them; the bias is null where there is none. */
  record Weights(INDArray weights, INDArray bias) {}

  /** What a layer with weights does: a map that is linear but for its bias. */
  interface Linear {
    /**
     * Whether arrays {@code [N, C, H, W]} may lie with the channels last, see {@link
     * HostFloats#channelsLast}, and are the faster so. The weights lie in C order in any case.
     */
    default boolean takesChannelsLast() {
      return false;
    }

    /** Writes {@code out}. */
    void forward(INDArray x, Weights parameters, INDArray out);

    /** The same without the bias, which stays as it is. */
    default void forwardLinear(INDArray x, Weights parameters, INDArray out) {
      if (parameters.bias() == null) {
        forward(x, parameters, out);
        return;
      }
      INDArray kept = parameters.bias().dup();
      parameters.bias().assign(0);
      try {
        forward(x, parameters, out);
      } finally {
        parameters.bias().assign(kept); // it is the network's own
      }
    }

    /** Writes the loss's gradient with respect to x, from that with respect to the output. */
    void backwardData(INDArray gradient, Weights parameters, INDArray xGradient);

    /** Writes the parameters' gradients, summed over the batch. */
    void backwardWeights(INDArray x, INDArray gradient, Weights parameters, Weights gradients);

    /** Both, where that is less work than one by one. */
    default void backward(
        INDArray x, INDArray gradient, Weights parameters, INDArray xGradient, Weights gradients) {
      backwardData(gradient, parameters, xGradient);
      backwardWeights(x, gradient, parameters, gradients);
    }
  }

  /** A linear map of images without parameters, of each channel by itself. */
  interface Resampling {
    /** Whether arrays may lie with the channels last; input and output lie in the same order. */
    default boolean takesChannelsLast() {
      return false;
    }

    /** Writes {@code out}. */
    void forward(INDArray x, INDArray out);

    /** Writes the loss's gradient with respect to x, from that with respect to the output. */
    void backward(INDArray gradient, INDArray xGradient);
  }

  /**
   * How much images of a batch differ, as one more channel behind theirs: the standard deviation of
   * each number over the images of a group, {@code sqrt(variance + EPSILON)}, in the mean over all
   * numbers, the same in every pixel and image of the group (Karras et al., "Progressive growing of
   * GANs for improved quality, stability, and variation", 2018, section 3). Image {@code n} is in
   * group {@code n mod groups}, as in StyleGAN2, so that the sizes of groups differ by one at most.
   */
  interface Deviation {
    /** What is added to variances. */
    double EPSILON = 1e-8;

    /**
     * @param x {@code [N, C, H, W]}
     * @param groups 1 to N
     * @param out {@code [N, C + 1, H, W]}, written
     */
    void forward(INDArray x, int groups, INDArray out);

    /** Writes the loss's gradient with respect to x, from that with respect to the output. */
    void backward(INDArray x, int groups, INDArray gradient, INDArray xGradient);
  }

  /**
   * The parameters of a batch normalisation, {@code [1, channels]} each, or their gradients.
   *
   * @param statistics mean and variance, the same memory, {@code [2 channels]}, for who asks
   */
  record Normal(
      INDArray gamma,
      INDArray beta,
      INDArray mean,
      INDArray variance,
      Supplier<INDArray> statistics) {}

  /** One layer's, over {@code [N, channels]} or {@code [N, channels, H, W]}. */
  interface Normalisation {
    /** With the batch's statistics. {@code x} may change, and backward wants it back as it is. */
    void forward(INDArray x, Normal parameters, INDArray out);

    /** As in use, with the running statistics. */
    void infer(INDArray x, Normal parameters, INDArray out);

    /**
     * @param gradient with respect to the output, may be overwritten
     * @param gradients written; those of mean and variance are what subtracting moves the running
     *     statistics by one step towards the batch's
     * @return the gradient with respect to x, may be {@code gradient} itself
     */
    INDArray backward(INDArray x, INDArray gradient, Normal parameters, Normal gradients);
  }

  /** A function of each number by itself, of one layer. */
  interface Elementwise {
    /** An array for the output, not yet written. */
    static INDArray like(INDArray x, LayerWorkspaceMgr workspace) {
      return HostFloats.like(x, ArrayType.ACTIVATIONS, workspace);
    }

    /**
     * @param x may be overwritten in training
     * @return of x's shape, may be x itself in training
     */
    INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace);

    /**
     * @param x as the last training pass left it
     * @param gradient with respect to the output, may be overwritten
     * @return the gradient with respect to x, may be {@code gradient} itself
     */
    INDArray backward(INDArray x, INDArray gradient);
  }

  /**
   * The geometry of a square kernel: its size, stride and zero padding, in pixels.
   *
   * @param groups of channels, each of which is made of the same group alone; 1 when transposed
   */
  record Geometry(int kernel, int stride, int padding, boolean transposed, int groups) {
    /** A side of what comes out of one that goes in. */
    long made(long side) {
      return transposed
          ? (side - 1) * stride + kernel - 2L * padding
          : (side + 2L * padding - kernel) / stride + 1;
    }

    Geometry transpose() {
      return new Geometry(kernel, stride, padding, !transposed, groups);
    }

    Geometry ofOneGroup() {
      return new Geometry(kernel, stride, padding, transposed, 1);
    }
  }

  /** After {@code iteration} updates. */
  record AdamStep(double learningRate, double beta1, double beta2, double epsilon, int iteration) {
    /** The learning rate with both corrections. */
    double size() {
      double correction1 = 1 - Math.pow(beta1, iteration + 1.0);
      double correction2 = 1 - Math.pow(beta2, iteration + 1.0);
      return learningRate * Math.sqrt(correction2) / correction1;
    }
  }

  /**
   * Momentum as in Sutskever et al., "On the importance of initialization and momentum in deep
   * learning", 2013, equations 1 to 4: {@code v = momentum v - rate g}, and then {@code p += v}, or
   * {@code p += momentum v - rate g} for Nesterov's, which is DL4J's {@code Nesterovs}.
   *
   * @param momentum in [0, 1)
   */
  record DescentStep(double learningRate, double momentum, boolean nesterov) {
    /** Of running statistics: by what their gradient says. */
    public static final DescentStep MOVED = new DescentStep(1, 0, false);
  }
}
