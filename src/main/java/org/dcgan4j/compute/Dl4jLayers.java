package org.dcgan4j.compute;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dcgan4j.compute.Backend.Elementwise;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.FrozenWithGradient.SplitBackprop;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's layers on a {@link Backend}: each is a configuration that extends the stock one and makes
 * another layer of it, with the same parameters in the same order. None runs forward a second time
 * in its backward pass, and their outputs lie in C order.
 */
public final class Dl4jLayers {
  private Dl4jLayers() {}

  /** A dense layer without activation. */
  public static BaseLayer dense(Backend backend, long units, boolean hasBias) {
    return new Dense(backend, units, hasBias);
  }

  /**
   * A convolution without activation.
   *
   * @param builder with a square kernel and explicit padding
   */
  public static BaseLayer convolution(Backend backend, ConvolutionLayer.Builder builder) {
    return new Convolution(backend, builder);
  }

  /** As {@link #convolution}, transposed. */
  public static BaseLayer deconvolution(Backend backend, Deconvolution2D.Builder builder) {
    return new Deconvolution(backend, builder);
  }

  /** In training in place on its input, which no layer before it may need again. */
  public static BaseLayer batchNorm(Backend backend) {
    return new BatchNorm(backend);
  }

  /**
   * LeakyReLU with inverted dropout behind it, in training in place on its input, which no layer
   * before it may need again.
   *
   * @param slope for negative inputs, in [0, 1)
   * @param rate the share that is dropped in training, in [0, 1)
   */
  public static ActivationLayer leakyRelu(Backend backend, double slope, double rate) {
    ActivationLayer.Builder builder =
        new ActivationLayer.Builder().activation(new ActivationLReLU(slope));
    return new Activation(builder, () -> backend.leakyRelu(slope, rate));
  }

  /** A function of each number by itself. */
  public static ActivationLayer activation(Backend backend, ScalarFunction function) {
    ActivationLayer.Builder builder = new ActivationLayer.Builder().activation(function.stock());
    return new Activation(builder, () -> backend.activation(function));
  }

  private static final class Dense extends DenseLayer {
    private static final long serialVersionUID = 1L;
    private final transient Backend backend;

    Dense(Backend backend, long units, boolean hasBias) {
      this.backend = backend;
      setNOut(units);
      setHasBias(hasBias);
      setActivationFn(new ActivationIdentity());
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      Layer layer = new Weighted(conf, type, backend.dense(), x -> new long[] {x[0], getNOut()});
      return initialise(layer, conf, listeners, layerIndex, parameters, initialize);
    }
  }

  private static final class Convolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;
    private final transient Backend backend;

    Convolution(Backend backend, ConvolutionLayer.Builder builder) {
      super(builder);
      this.backend = backend;
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      Geometry g = geometryOf(this);
      Layer layer =
          new Weighted(
              conf,
              type,
              backend.convolution(g, getNIn()),
              x -> new long[] {x[0], getNOut(), g.convolved(x[2]), g.convolved(x[3])});
      return initialise(layer, conf, listeners, layerIndex, parameters, initialize);
    }
  }

  private static final class Deconvolution extends Deconvolution2D {
    private static final long serialVersionUID = 1L;
    private final transient Backend backend;

    Deconvolution(Backend backend, Deconvolution2D.Builder builder) {
      super(builder);
      this.backend = backend;
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      Geometry g = geometryOf(this);
      Layer layer =
          new Weighted(
              conf,
              type,
              backend.deconvolution(g, getNOut()),
              x -> new long[] {x[0], getNOut(), g.deconvolved(x[2]), g.deconvolved(x[3])});
      return initialise(layer, conf, listeners, layerIndex, parameters, initialize);
    }
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
    return new Geometry(kernel[0], stride[0], padding[0]);
  }

  /** A layer that a {@link Linear} computes. */
  private static final class Weighted extends org.deeplearning4j.nn.layers.BaseLayer<BaseLayer>
      implements SplitBackprop {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;
    private final transient Linear linear;
    private final transient UnaryOperator<long[]> outputShape;

    /**
     * @param outputShape from the input's
     */
    Weighted(
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
      input = contiguous(input, ArrayType.ACTIVATIONS, workspace);
      INDArray out =
          workspace.createUninitialized(
              ArrayType.ACTIVATIONS, input.dataType(), outputShape.apply(input.shape()), 'c');
      linear.forward(input, parameters(), out);
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient = likeInput(workspace);
      linear.backward(input, contiguous(epsilon, workspace), parameters(), xGradient, gradients());
      return new Pair<>(gradientOf(gradientViews), xGradient);
    }

    @Override
    public INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray xGradient = likeInput(workspace);
      linear.backwardData(contiguous(epsilon, workspace), parameters(), xGradient);
      return xGradient;
    }

    @Override
    public void backpropWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
      linear.backwardWeights(input, contiguous(epsilon, workspace), parameters(), gradients());
    }

    private INDArray likeInput(LayerWorkspaceMgr workspace) {
      return workspace.createUninitialized(
          ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    }

    private Weights parameters() {
      return new Weights(getParam(WEIGHTS), getParam(BIAS));
    }

    private Weights gradients() {
      return new Weights(gradientViews.get(WEIGHTS), gradientViews.get(BIAS));
    }

    @Override
    public boolean isPretrainLayer() {
      return false;
    }
  }

  private static final class BatchNorm extends BatchNormalization {
    private static final long serialVersionUID = 1L;
    private final transient Backend backend;

    BatchNorm(Backend backend) {
      this.backend = backend;
      setUseLogStd(false);
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      Layer layer = new Normalising(conf, type, backend.batchNorm(getEps(), getDecay()));
      return initialise(layer, conf, listeners, layerIndex, parameters, initialize);
    }
  }

  /**
   * The running mean and variance change as the stock layer's do: as "gradients" that the updater
   * subtracts.
   */
  private static final class Normalising
      extends org.deeplearning4j.nn.layers.BaseLayer<BatchNormalization> {
    private static final long serialVersionUID = 1L;
    private final transient Normalisation normalisation;

    Normalising(NeuralNetConfiguration conf, DataType type, Normalisation normalisation) {
      super(conf, type);
      this.normalisation = normalisation;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
      input = contiguous(input, ArrayType.ACTIVATIONS, workspace);
      INDArray out =
          workspace.createUninitialized(
              ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
      if (training) {
        normalisation.forward(input, normal(paramTable()), out);
      } else {
        normalisation.infer(input, normal(paramTable()), out);
      }
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = contiguous(epsilon, workspace);
      normalisation.backward(input, gradient, normal(paramTable()), normal(gradientViews));
      return new Pair<>(gradientOf(gradientViews), gradient);
    }

    private static Normal normal(Map<String, INDArray> arrays) {
      return new Normal(
          arrays.get(BatchNormalizationParamInitializer.GAMMA),
          arrays.get(BatchNormalizationParamInitializer.BETA),
          arrays.get(BatchNormalizationParamInitializer.GLOBAL_MEAN),
          arrays.get(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }

    @Override
    public boolean isPretrainLayer() {
      return false;
    }
  }

  private static final class Activation extends ActivationLayer {
    private static final long serialVersionUID = 1L;
    private final transient Supplier<Elementwise> function;

    Activation(ActivationLayer.Builder builder, Supplier<Elementwise> function) {
      super(builder);
      this.function = function;
    }

    @Override
    public Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int layerIndex,
        INDArray parameters,
        boolean initialize,
        DataType type) {
      Layer layer = new Applying(conf, type, function.get());
      return initialise(layer, conf, listeners, layerIndex, parameters, initialize);
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
      input = contiguous(input, ArrayType.ACTIVATIONS, workspace);
      return function.forward(input, training, workspace);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = function.backward(input, contiguous(epsilon, workspace));
      return new Pair<>(new DefaultGradient(), gradient);
    }
  }

  private static INDArray contiguous(INDArray gradient, LayerWorkspaceMgr workspace) {
    return contiguous(gradient, ArrayType.ACTIVATION_GRAD, workspace);
  }

  /** The array itself if it lies in C order without gaps, else a copy that does. */
  private static INDArray contiguous(INDArray array, ArrayType type, LayerWorkspaceMgr workspace) {
    return HostFloats.inOrder(array) ? array : workspace.dup(type, array, 'c');
  }

  private static Gradient gradientOf(Map<String, INDArray> views) {
    Gradient gradient = new DefaultGradient();
    views.forEach((name, view) -> gradient.setGradientFor(name, view));
    return gradient;
  }

  /**
   * Gives a new layer its place, its listeners and its parameters, as the stock {@code instantiate}
   * methods do.
   */
  private static Layer initialise(
      Layer layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialize) {
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }
}
