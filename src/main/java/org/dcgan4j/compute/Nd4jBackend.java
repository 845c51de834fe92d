package org.dcgan4j.compute;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Operations of ND4J, on any device and data type. */
final class Nd4jBackend implements Backend {

  @Override
  public String word() {
    return "nd4j";
  }

  @Override
  public Linear dense() {
    return new Dense();
  }

  /** On the transposed problem, so that the output lies in C order. */
  private static final class Dense implements Linear {
    @Override
    public void forward(INDArray x, Weights p, INDArray out) {
      Nd4j.gemm(p.weights(), x.transpose(), out.transpose(), true, false, 1, 0);
      if (p.bias() != null) {
        out.addiRowVector(p.bias());
      }
    }

    @Override
    public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
      Nd4j.gemm(p.weights(), gradient.transpose(), xGradient.transpose(), false, false, 1, 0);
    }

    @Override
    public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
      Nd4j.gemm(x.transpose(), gradient.transpose(), gradients.weights(), false, true, 1, 0);
      if (gradients.bias() != null) {
        sum(gradient, gradients.bias(), 0);
      }
    }
  }

  /**
   * Sums over some dimensions into a row {@code [1, n]}. ND4J gets it as a vector: M1.1 writes
   * beyond a result of another rank than the sum's own.
   */
  static void sum(INDArray array, INDArray row, int... dimensions) {
    array.sum(row.reshape(row.length()), dimensions);
  }

  @Override
  public Linear convolution(Geometry geometry, long few) {
    return new Convolution(geometry);
  }

  /**
   * libnd4j's {@code conv2d} and {@code deconv2d}, which run in oneDNN where the native library
   * holds it, in NCHW and with the weights in DL4J's own order. Each is the other's data gradient.
   */
  record Convolution(Geometry geometry) implements Linear {
    private static final int NOT_SAME_MODE = 0;
    private static final int NCHW = 0;
    private static final int DL4J_WEIGHTS = 1; // in the order that Backend.convolution has

    private static String op(Geometry geometry) {
      return geometry.transposed() ? "deconv2d" : "conv2d";
    }

    @Override
    public void forward(INDArray x, Weights p, INDArray out) {
      execute(op(geometry), present(x, p.weights(), p.bias()), out);
    }

    @Override
    public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
      Geometry opposite = geometry.transpose();
      if (opposite.made(gradient.size(2)) == xGradient.size(2)
          && opposite.made(gradient.size(3)) == xGradient.size(3)) {
        execute(op(opposite), present(gradient, p.weights()), xGradient);
      } else {
        // A stride that does not divide the image: several input sizes give this output size, and
        // the deconvolution can only make the smallest. This slower operation is told the size.
        INDArray shape = Nd4j.createFromArray(xGradient.shape());
        execute(op(geometry) + "_input_bp", present(shape, p.weights(), gradient), xGradient);
      }
    }

    /** There is no operation for these alone. */
    @Override
    public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
      INDArray unused = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c');
      backward(x, gradient, p, unused, gradients);
    }

    @Override
    public void backward(
        INDArray x, INDArray gradient, Weights p, INDArray xGradient, Weights gradients) {
      INDArray[] in = present(x, p.weights(), p.bias(), gradient);
      execute(op(geometry) + "_bp", in, present(xGradient, gradients.weights(), gradients.bias()));
    }

    private static INDArray[] present(INDArray... arrays) {
      return Arrays.stream(arrays).filter(Objects::nonNull).toArray(INDArray[]::new);
    }

    private void execute(String op, INDArray[] in, INDArray... out) {
      int k = geometry.kernel();
      int s = geometry.stride();
      int p = geometry.padding();
      Nd4j.getExecutioner()
          .exec(
              DynamicCustomOp.builder(op)
                  .addInputs(in)
                  .addOutputs(out)
                  .addIntegerArguments(k, k, s, s, p, p, 1, 1, NOT_SAME_MODE, NCHW, DL4J_WEIGHTS)
                  .build());
    }
  }

  @Override
  public Normalisation batchNorm(double epsilon, double decay) {
    return new Normalisation() {
      private INDArray mean;
      private INDArray variance;

      @Override
      public void forward(INDArray x, Normal p, INDArray out) {
        INDArray v = planes(x);
        INDArray near = v.mean(0, 2);
        Broadcast.sub(v, near, v, 1);
        // What the first sum lost, where the mean is far from zero.
        INDArray rest = v.mean(0, 2);
        Broadcast.sub(v, rest, v, 1);
        mean = near.add(rest).detach();
        variance = v.mul(v).mean(0, 2).detach();
        Broadcast.mul(v, inverseRoot(variance), v, 1);
        Broadcast.mul(v, flat(p.gamma()), planes(out), 1);
        Broadcast.add(planes(out), flat(p.beta()), planes(out), 1);
      }

      @Override
      public void infer(INDArray x, Normal p, INDArray out) {
        INDArray scale = inverseRoot(flat(p.variance())).muli(flat(p.gamma()));
        INDArray shift = flat(p.beta()).sub(flat(p.mean()).mul(scale));
        Broadcast.mul(planes(x), scale, planes(out), 1);
        Broadcast.add(planes(out), shift, planes(out), 1);
      }

      private INDArray inverseRoot(INDArray variance) {
        return Transforms.sqrt(variance.add(epsilon), false).rdivi(1);
      }

      @Override
      public void backward(INDArray normalised, INDArray gradient, Normal p, Normal gradients) {
        INDArray xHat = planes(normalised);
        INDArray g = planes(gradient);
        double samples = g.length() / (double) g.size(1);
        sum(g, gradients.beta(), 0, 2);
        sum(g.mul(xHat), gradients.gamma(), 0, 2);
        Broadcast.sub(g, flat(gradients.beta()).div(samples), g, 1);
        INDArray along = Broadcast.mul(xHat, flat(gradients.gamma()).div(samples), xHat.ulike(), 1);
        g.subi(along);
        Broadcast.mul(g, inverseRoot(variance).muli(flat(p.gamma())), g, 1);
        flat(gradients.mean()).assign(flat(p.mean()).sub(mean).muli(1 - decay));
        flat(gradients.variance()).assign(flat(p.variance()).sub(variance).muli(1 - decay));
      }
    };
  }

  /** {@code [N, channels, plane]}. */
  private static INDArray planes(INDArray x) {
    return x.reshape('c', x.size(0), x.size(1), x.length() / (x.size(0) * x.size(1)));
  }

  private static INDArray flat(INDArray row) {
    return row.reshape(row.length());
  }

  @Override
  public Elementwise leakyRelu(double slope, double rate) {
    return function(new ActivationLReLU(slope), rate);
  }

  @Override
  public Elementwise activation(ScalarFunction function) {
    return function(function.stock(), 0);
  }

  /** A function of ND4J with dropout behind it. */
  private static Elementwise function(IActivation function, double rate) {
    SeededDropout dropout = new SeededDropout(rate);
    return new Elementwise() {
      @Override
      public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
        INDArray copy = workspace.dup(ArrayType.ACTIVATIONS, x, 'c');
        INDArray out = function.getActivation(copy, training);
        return training && rate > 0 ? dropout.applyDropout(out, out, 0, 0, workspace) : out;
      }

      @Override
      public INDArray backward(INDArray x, INDArray gradient) {
        if (rate > 0) {
          dropout.backprop(gradient, gradient, 0, 0);
        }
        return function.backprop(x.dup('c'), gradient).getFirst();
      }
    };
  }

  @Override
  public void adam(AdamStep step, INDArray parameters, INDArray gradients, INDArray moments) {
    Adam adam = new Adam(step.learningRate(), step.beta1(), step.beta2(), step.epsilon());
    apply(new AdamUpdater(adam), step.iteration(), parameters, gradients, moments);
  }

  @Override
  public void descend(
      DescentStep step, INDArray parameters, INDArray gradients, INDArray velocities) {
    if (velocities == null) {
      parameters.subi(gradients.muli(step.learningRate()));
    } else if (step.nesterov()) {
      Nesterovs momentum = new Nesterovs(step.learningRate(), step.momentum());
      apply(new NesterovsUpdater(momentum), 0, parameters, gradients, velocities);
    } else {
      // DL4J has Nesterov's alone.
      INDArray descent = gradients.muli(step.learningRate());
      INDArray velocity = velocities.reshape(descent.shape());
      velocity.muli(step.momentum()).subi(descent);
      parameters.addi(velocity);
    }
  }

  private static void apply(
      GradientUpdater<?> updater, int iteration, INDArray p, INDArray g, INDArray state) {
    updater.setStateViewArray(state.reshape(1, state.length()), p.shape(), 'c', false);
    updater.applyUpdater(g, iteration, 0);
    p.subi(g);
  }

  @Override
  public void average(INDArray average, INDArray values, double decay) {
    average.addi(values.sub(average).muli(1 - decay));
  }

  @Override
  public double squares(INDArray x) {
    double length = x.norm2Number().doubleValue();
    return length * length;
  }
}
