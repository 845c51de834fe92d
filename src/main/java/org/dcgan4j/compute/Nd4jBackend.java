package org.dcgan4j.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

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
        call(op("biasadd", out, flat(p.bias())).addOutputs(out));
      }
    }

    @Override
    public void forwardLinear(INDArray x, Weights p, INDArray out) {
      forward(x, new Weights(p.weights(), null), out);
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
    return geometry.groups() > 1
        ? new GroupByGroup(geometry.groups(), new Convolution(geometry.ofOneGroup()))
        : new Convolution(geometry);
  }

  /**
   * libnd4j's {@code conv2d} and {@code deconv2d}, which run in oneDNN where the native library
   * holds it, in NCHW and with the weights in DL4J's own order. Each is the other's data gradient.
   */
  record Convolution(Geometry geometry) implements Linear {
    private static final int NOT_SAME_MODE = 0;
    private static final int NCHW = 0;
    private static final int DL4J_WEIGHTS = 1; // in the order that Backend.convolution has

    private static String name(Geometry geometry) {
      return geometry.transposed() ? "deconv2d" : "conv2d";
    }

    @Override
    public void forward(INDArray x, Weights p, INDArray out) {
      execute(name(geometry), present(x, p.weights(), p.bias()), out);
    }

    @Override
    public void forwardLinear(INDArray x, Weights p, INDArray out) {
      forward(x, new Weights(p.weights(), null), out);
    }

    @Override
    public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
      Geometry opposite = geometry.transpose();
      if (opposite.made(gradient.size(2)) == xGradient.size(2)
          && opposite.made(gradient.size(3)) == xGradient.size(3)) {
        execute(name(opposite), present(gradient, p.weights()), xGradient);
      } else {
        // A stride that does not divide the image: several input sizes give this output size, and
        // the deconvolution can only make the smallest. This slower operation is told the size.
        INDArray shape = Nd4j.createFromArray(xGradient.shape());
        execute(name(geometry) + "_input_bp", present(shape, p.weights(), gradient), xGradient);
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
      execute(
          name(geometry) + "_bp", in, present(xGradient, gradients.weights(), gradients.bias()));
    }

    private static INDArray[] present(INDArray... arrays) {
      return Arrays.stream(arrays).filter(Objects::nonNull).toArray(INDArray[]::new);
    }

    private void execute(String name, INDArray[] in, INDArray... out) {
      int k = geometry.kernel();
      int s = geometry.stride();
      int p = geometry.padding();
      call(
          op(name, in)
              .addOutputs(out)
              .addIntegerArguments(k, k, s, s, p, p, 1, 1, NOT_SAME_MODE, NCHW, DL4J_WEIGHTS));
    }
  }

  @Override
  public Resampling down() {
    return new Products(Taps::down);
  }

  @Override
  public Resampling up() {
    return new Products(Taps::up);
  }

  /** Resampling as matrix products, first along the rows and then down the columns. */
  private record Products(IntFunction<Taps> taps) implements Resampling {
    @Override
    public void forward(INDArray x, INDArray out) {
      apply(x, out, taps.apply((int) x.size(2)), taps.apply((int) x.size(3)));
    }

    @Override
    public void backward(INDArray gradient, INDArray xGradient) {
      apply(
          gradient,
          xGradient,
          taps.apply((int) xGradient.size(2)).transpose(),
          taps.apply((int) xGradient.size(3)).transpose());
    }

    private static void apply(INDArray from, INDArray to, Taps columns, Taps rows) {
      long images = from.size(0) * from.size(1);
      INDArray wide =
          from.reshape('c', images * from.size(2), from.size(3)).mmul(matrix(rows, from));
      INDArray turned =
          wide.reshape('c', images, from.size(2), to.size(3)).permute(0, 2, 1).dup('c');
      INDArray made =
          turned.reshape('c', images * to.size(3), from.size(2)).mmul(matrix(columns, from));
      to.reshape('c', images, to.size(2), to.size(3))
          .assign(made.reshape('c', images, to.size(3), to.size(2)).permute(0, 2, 1));
    }

    /** With an output in each column. */
    private static INDArray matrix(Taps taps, INDArray like) {
      return Nd4j.createFromArray(taps.transpose().matrix())
          .reshape('c', taps.from(), taps.to())
          .castTo(like.dataType());
    }
  }

  @Override
  public Normalisation batchNorm(double epsilon, double decay) {
    return new Nd4jBatchNorm(epsilon, decay);
  }

  /** An operation of ND4J to add the rest to. */
  static DynamicCustomOp.DynamicCustomOpsBuilder op(String name, INDArray... in) {
    return DynamicCustomOp.builder(name).addInputs(in);
  }

  static void call(DynamicCustomOp.DynamicCustomOpsBuilder op) {
    Nd4j.getExecutioner().exec(op.build());
  }

  static INDArray flat(INDArray row) {
    return row.reshape(row.length());
  }

  @Override
  public ChannelAffine channelAffine() {
    return new Nd4jChannelAffine();
  }

  @Override
  public Elementwise leakyRelu(double slope, double rate) {
    SeededDropout dropout = new SeededDropout(rate);
    Elementwise relu = new Operation("lrelu", slope);
    return rate == 0 ? relu : new Dropping(relu, dropout);
  }

  @Override
  public Elementwise activation(ScalarFunction function) {
    String operation = OPERATIONS.get(function.stock().getClass());
    return operation == null ? new Stock(function.stock()) : new Operation(operation, 0);
  }

  private static final Map<Class<?>, String> OPERATIONS =
      Map.of(
          ActivationTanH.class, "tanh",
          ActivationSigmoid.class, "sigmoid",
          ActivationReLU.class, "relu");

  /** One that has a backward operation of its own. */
  private record Operation(String name, double... arguments) implements Elementwise {
    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      INDArray out = Elementwise.like(x, workspace);
      call(op(name, x).addFloatingPointArguments(boxed()).addOutputs(out));
      return out;
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      call(op(name + "_bp", x, gradient).addFloatingPointArguments(boxed()).addOutputs(gradient));
      return gradient;
    }

    private Double[] boxed() {
      return Arrays.stream(arguments).boxed().toArray(Double[]::new);
    }
  }

  private record Stock(IActivation function) implements Elementwise {
    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      return function.getActivation(workspace.dup(ArrayType.ACTIVATIONS, x, 'c'), training);
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      return function.backprop(x.dup('c'), gradient).getFirst();
    }
  }

  private record Dropping(Elementwise inner, SeededDropout dropout) implements Elementwise {
    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      INDArray out = inner.forward(x, training, workspace);
      return training ? dropout.applyDropout(out, out, 0, 0, workspace) : out;
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      return inner.backward(x, dropout.backprop(gradient, gradient, 0, 0));
    }
  }

  @Override
  public void adam(AdamStep step, INDArray parameters, INDArray gradients, INDArray moments) {
    Adam adam = new Adam(step.learningRate(), step.beta1(), step.beta2(), step.epsilon());
    apply(new AdamUpdater(adam), step.iteration(), parameters, gradients, moments);
  }

  /** The changes of all parameters are subtracted in one call. */
  @Override
  public void adam(AdamStep step, Part whole, List<Part> parts) {
    Adam adam = new Adam(step.learningRate(), step.beta1(), step.beta2(), step.epsilon());
    for (Part part : parts) {
      if (part.isLearned()) {
        change(new AdamUpdater(adam), step.iteration(), part.gradients(), part.state());
      }
    }
    whole.parameters().subi(whole.gradients());
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
    change(updater, iteration, g, state);
    p.subi(g);
  }

  /** Makes of a gradient what is to be subtracted. */
  private static void change(
      GradientUpdater<?> updater, int iteration, INDArray g, INDArray state) {
    updater.setStateViewArray(state.reshape(1, state.length()), g.shape(), 'c', false);
    updater.applyUpdater(g, iteration, 0);
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
