package org.dcgan4j.compute;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.dcgan4j.compute.Backend.Elementwise;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's layers on a {@link Backend}: each is a configuration around the stock one and makes
 * another layer of it, with the same parameters in the same order. None runs forward a second time
 * in its backward pass. Outputs lie in C order, but where {@link #connect} lets the next layer take
 * them with the channels last.
 */
public final class Dl4jLayers {
  private Dl4jLayers() {}

  /** Of one without activation. */
  public static BaseWrapperLayer dense(Backend backend, DenseLayer stock) {
    return new Own(
        stock,
        (conf, type) ->
            new Weighted(conf, type, backend.dense(), x -> new long[] {x[0], stock.getNOut()}));
  }

  /** Of one without activation, with a square kernel and explicit padding; may be transposed. */
  public static BaseWrapperLayer convolution(Backend backend, ConvolutionLayer stock) {
    return new Own(
        stock,
        (conf, type) -> {
          Geometry g = geometryOf(stock);
          long few = g.transposed() ? stock.getNOut() : stock.getNIn();
          return new Weighted(
              conf,
              type,
              backend.convolution(g, few),
              x -> new long[] {x[0], stock.getNOut(), g.made(x[2]), g.made(x[3])});
        });
  }

  /** {@link Backend#down}. */
  public static BaseWrapperLayer down(Backend backend) {
    return new Own(
        new SubsamplingLayer.Builder(3, 3)
            .stride(2, 2)
            .padding(1, 1)
            .convolutionMode(ConvolutionMode.Truncate)
            .build(),
        (conf, type) -> new Resampled(conf, type, backend.down(), Dl4jLayers::half));
  }

  private static long half(long side) {
    return (side + 1) / 2;
  }

  /** {@link Backend#up}. */
  public static BaseWrapperLayer up(Backend backend) {
    return new Own(
        new Upsampling2D.Builder(2).build(),
        (conf, type) -> new Resampled(conf, type, backend.up(), side -> 2 * side));
  }

  /**
   * In training in place on its input, which no layer before it may need again.
   *
   * @param inUse whether it takes the running statistics in training, too, and leaves its input
   */
  public static BaseWrapperLayer batchNorm(
      Backend backend, BatchNormalization stock, boolean inUse) {
    return new Own(
        stock,
        (conf, type) ->
            new Normalised(
                conf,
                type,
                backend.batchNorm(stock.getEps(), stock.getDecay()),
                backend.channelAffine(),
                inUse));
  }

  /** {@link Backend#leakyRelu}, in training in place on its input, as {@link #batchNorm}. */
  public static BaseWrapperLayer leakyRelu(Backend backend, double slope, double rate) {
    return new Own(
        new ActivationLayer(new ActivationLReLU(slope)),
        (conf, type) -> new Applying(conf, type, backend.leakyRelu(slope, rate)));
  }

  /** A function of each number by itself. */
  public static BaseWrapperLayer activation(Backend backend, ScalarFunction function) {
    return new Own(
        new ActivationLayer(function.stock()),
        (conf, type) -> new Applying(conf, type, backend.activation(function)));
  }

  /** What scales and shifts the output of a normalisation, which may be DL4J's. */
  public static ChannelAffine affineBehind(Layer normalisation) {
    return inside(normalisation) instanceof Normalised own ? own.affine : new Nd4jChannelAffine();
  }

  /** Says that the one layer's output goes to the other alone: it may lie as is best for both. */
  public static void connect(Layer from, Layer to) {
    Layer next = inside(to);
    if (inside(from) instanceof Weighted weighted) {
      weighted.nextTakesChannelsLast =
          weighted.linear.takesChannelsLast()
              && (next instanceof Normalised
                  || next instanceof Applying
                  || next instanceof Resampled r && r.takesChannelsLast()
                  || next instanceof Weighted w && w.linear.takesChannelsLast());
    }
  }

  private static Layer inside(Layer layer) {
    return layer instanceof org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer wrapper
        ? wrapper.getUnderlying()
        : layer;
  }

  private static final class Own extends BaseWrapperLayer {
    private static final long serialVersionUID = 1L;
    private final transient BiFunction<NeuralNetConfiguration, DataType, Layer> layer;

    Own(
        org.deeplearning4j.nn.conf.layers.Layer stock,
        BiFunction<NeuralNetConfiguration, DataType, Layer> layer) {
      super(stock);
      this.layer = layer;
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      NeuralNetConfiguration inner = conf.clone();
      inner.setLayer(underlying);
      Layer made = layer.apply(inner, type);
      placed(made, listeners, layerIndex).setParamsViewArray(parameters);
      made.setParamTable(underlying.initializer().init(inner, parameters, initialize));
      return made;
    }
  }

  /** As the graph wants each layer that is made for it. */
  static Layer placed(Layer made, Collection<TrainingListener> listeners, int index) {
    made.setListeners(listeners);
    made.setIndex(index);
    return made;
  }

  private static Geometry geometryOf(ConvolutionLayer conf) {
    int[] kernel = conf.getKernelSize();
    int[] stride = conf.getStride();
    int[] padding = conf.getPadding();
    boolean square = kernel[0] == kernel[1] && stride[0] == stride[1] && padding[0] == padding[1];
    if (!square || conf.getConvolutionMode() == ConvolutionMode.Same) {
      throw new IllegalArgumentException(
          conf.getLayerName() + " needs a square kernel and explicit padding");
    }
    int groups = conf instanceof GroupedConvolution grouped ? grouped.getGroups() : 1;
    return new Geometry(kernel[0], stride[0], padding[0], conf instanceof Deconvolution2D, groups);
  }

  /**
   * A layer that a {@link Linear} computes. Its two gradients come one by one, too: a frozen layer
   * needs only that of its input, a network's first layer only those of its weights.
   */
  public static final class Weighted extends org.deeplearning4j.nn.layers.BaseLayer<BaseLayer> {
    private static final long serialVersionUID = 1L;
    private final transient Linear linear;
    private final transient UnaryOperator<long[]> outputShape;
    private transient boolean nextTakesChannelsLast;

    private Weighted(
        NeuralNetConfiguration conf,
        DataType type,
        Linear linear,
        UnaryOperator<long[]> outputShape) {
      super(conf, type);
      this.linear = linear;
      this.outputShape = outputShape;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      return activate(linear::forward, workspace);
    }

    private INDArray activate(Forward forward, LayerWorkspaceMgr workspace) {
      input = taken(input, ArrayType.ACTIVATIONS, workspace);
      long[] shape = outputShape.apply(input.shape());
      boolean last = nextTakesChannelsLast && shape[1] >= FastBackend.MANY_CHANNELS;
      INDArray out =
          HostFloats.create(ArrayType.ACTIVATIONS, input.dataType(), shape, last, workspace);
      forward.write(input, weights(params), out);
      return out;
    }

    private interface Forward {
      void write(INDArray x, Weights weights, INDArray out);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient = likeInput(workspace);
      INDArray gradient = taken(epsilon, ArrayType.ACTIVATION_GRAD, workspace);
      linear.backward(input, gradient, weights(params), xGradient, weights(gradientViews));
      return new Pair<>(gradientOf(gradientViews), xGradient);
    }

    /** What it makes of its input without its bias. */
    public INDArray activateLinear(LayerWorkspaceMgr workspace) {
      return activate(linear::forwardLinear, workspace);
    }

    /** The gradient with respect to the layer's input, from that with respect to its output. */
    public INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient = likeInput(workspace);
      INDArray gradient = taken(epsilon, ArrayType.ACTIVATION_GRAD, workspace);
      linear.backwardData(gradient, weights(params), xGradient);
      return xGradient;
    }

    /** Writes the parameters' gradients, summed over the batch, into the gradient views. */
    public void backpropWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = taken(epsilon, ArrayType.ACTIVATION_GRAD, workspace);
      linear.backwardWeights(input, gradient, weights(params), weights(gradientViews));
    }

    private INDArray likeInput(LayerWorkspaceMgr workspace) {
      return HostFloats.like(input, ArrayType.ACTIVATION_GRAD, workspace);
    }

    private INDArray taken(INDArray array, ArrayType type, LayerWorkspaceMgr workspace) {
      return linear.takesChannelsLast()
          ? dense(array, type, workspace)
          : contiguous(array, type, workspace);
    }

    private static Weights weights(Map<String, INDArray> arrays) {
      return new Weights(
          arrays.get(DefaultParamInitializer.WEIGHT_KEY),
          arrays.get(DefaultParamInitializer.BIAS_KEY));
    }

    @Override
    public boolean isPretrainLayer() {
      return false;
    }
  }

  private static final class Applying extends org.deeplearning4j.nn.layers.ActivationLayer {
    private static final long serialVersionUID = 1L;
    private final transient Elementwise function;

    Applying(NeuralNetConfiguration conf, DataType type, Elementwise function) {
      super(conf, type);
      this.function = function;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      input = dense(input, ArrayType.ACTIVATIONS, workspace);
      return function.forward(input, training, workspace);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = function.backward(input, lyingAs(input, epsilon, workspace));
      return new Pair<>(new DefaultGradient(), gradient);
    }
  }

  /** The gradient itself if it lies as the input does, else a copy that does. */
  static INDArray lyingAs(INDArray input, INDArray gradient, LayerWorkspaceMgr workspace) {
    boolean asInput = HostFloats.channelsLast(input) == HostFloats.channelsLast(gradient);
    INDArray dense = dense(gradient, ArrayType.ACTIVATION_GRAD, workspace);
    return asInput
        ? dense
        : HostFloats.like(input, ArrayType.ACTIVATION_GRAD, workspace).assign(dense);
  }

  /** The array itself if it lies without gaps in C order or with the channels last, else a copy. */
  static INDArray dense(INDArray array, ArrayType type, LayerWorkspaceMgr workspace) {
    return HostFloats.channelsLast(array) ? array : contiguous(array, type, workspace);
  }

  /** The array itself if it lies in C order without gaps, else a copy that does. */
  static INDArray contiguous(INDArray array, ArrayType type, LayerWorkspaceMgr workspace) {
    return HostFloats.inOrder(array) ? array : workspace.dup(type, array, 'c');
  }

  static Gradient gradientOf(Map<String, INDArray> views) {
    Gradient gradient = new DefaultGradient();
    views.forEach((name, view) -> gradient.setGradientFor(name, view));
    return gradient;
  }
}
