package org.dcgan4j.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.lang3.ArrayUtils;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.FrozenWithGradient;
import org.dcgan4j.compute.GroupedConvolution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Builds networks as a {@code ComputationGraph}: the generator, the discriminator, and both on top
 * of each other are built by the same few lines, so that they cannot differ. Each layer appends
 * itself to what is there.
 */
public final class NetworkBuilder {
  private static final String INPUT = "input";

  /**
   * Both kits have the same parameters in the same order, and the same dropout; but DL4J has no
   * convolution in groups, and a full one in its place, see {@link GroupedConvolution#spread}.
   */
  public enum LayerKit {
    /** Our own, see {@code compute}. */
    FAST,

    /** DL4J's, as anybody can load them. */
    STOCK
  }

  /**
   * One network of those that are stacked.
   *
   * @param prefix starts the names of its layers: {@code g} or {@code d}
   * @param byFanIn whether the standard deviation is divided by the square root of a layer's inputs
   *     to an output, and what a residual adds begins at 0
   * @param initStd the standard deviation of its initial weights
   * @param initBias the initial value of its biases
   * @param classes for how many its batch normalisations have a scale and a shift of their own,
   *     which the last numbers of the whole's input tell apart; 0 for one scale and shift for all
   * @param part what it does in the whole
   */
  public record NetworkSpec(
      String prefix,
      List<LayerSpec> layers,
      boolean byFanIn,
      double initStd,
      double initBias,
      IUpdater updater,
      int classes,
      Part part) {

    /** Without classes. */
    public NetworkSpec(
        String prefix,
        List<LayerSpec> layers,
        boolean byFanIn,
        double initStd,
        double initBias,
        IUpdater updater,
        Part part) {
      this(prefix, layers, byFanIn, initStd, initBias, updater, 0, part);
    }

    /** The same with another part. */
    public NetworkSpec as(Part other) {
      return new NetworkSpec(prefix, layers, byFanIn, initStd, initBias, updater, classes, other);
    }
  }

  /** What a network does where it is built into. */
  public enum Part {
    LEARNING,

    /** Runs as in training, passes the gradient, and learns nothing. */
    FROZEN,

    /**
     * Always runs as in use, with the running statistics and without dropout, in training passes
     * too; so these have the gradient of what it does in use. It learns nothing. The own kit alone.
     */
    IN_USE
  }

  private final LayerKit kit;
  private final Backend backend;
  private final DataShape input;
  private final ComputationGraphConfiguration.GraphBuilder graph;
  private final Names layerNames = new Names();
  private List<String> names = new ArrayList<>();
  private String top = INPUT;
  private Layer topLayer;
  private InputPreProcessor reshaping;

  // Of the layer that is being added.
  private NetworkSpec network;
  private LayerSpec next;
  private boolean skipped;
  private boolean addedTo;
  private double initStd;
  private DataShape shape;

  /** The names of a network's layers: {@code g.conv2} is the second convolution of {@code g}. */
  static final class Names {
    private final Map<String, Integer> counts = new HashMap<>();

    String next(String prefix, String word) {
      String kind = prefix + "." + word;
      return kind + counts.merge(kind, 1, Integer::sum);
    }
  }

  public NetworkBuilder(LayerKit kit, Backend backend, DataType type, DataShape input, long seed) {
    this.kit = kit;
    this.backend = backend;
    this.input = input;
    this.shape = input;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(type)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(inputType(input))
            .validateOutputLayerConfig(false);
  }

  private static InputType inputType(DataShape shape) {
    int[] d = shape.dimensions();
    return shape.isImage()
        ? InputType.convolutional(d[1], d[2], d[0])
        : InputType.feedForward(d[0]);
  }

  /** Puts a network on top. */
  public NetworkBuilder add(NetworkSpec network) {
    this.network = network;
    if (network.classes() > 0) {
      int end = input.length();
      graph.addVertex(told(), new SubsetVertex(end - network.classes(), end - 1), INPUT);
    }
    addAll(network.layers());
    return this;
  }

  /**
   * Ends in a probability with its cross-entropy, for whoever uses the graph as a stock one.
   *
   * @param fromLogit whether a logit reaches it, and else a probability
   */
  public NetworkBuilder addProbability(boolean fromLogit) {
    LossLayer loss =
        new LossLayer.Builder(LossFunctions.LossFunction.XENT)
            .activation(fromLogit ? Activation.SIGMOID : Activation.IDENTITY)
            .build();
    graph.addLayer("probability", loss, top);
    top = "probability";
    return this;
  }

  /** On all parameters in the order of the layers, not copied; null draws them. */
  public ComputationGraph build(INDArray parameters) {
    ComputationGraph network = new ComputationGraph(graph.setOutputs(top).build());
    network.init(parameters, false);
    return network;
  }

  /** The layers and vertices so far, from the input up, without those inside of others. */
  public List<String> names() {
    return List.copyOf(names);
  }

  void addAll(List<LayerSpec> layers) {
    int zero = network.byFanIn() && addedTo ? lastWeights(layers) : -1;
    addedTo = false;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      next = i + 1 < layers.size() ? layers.get(i + 1) : null;
      skipped = false;
      initStd = i == zero ? 0 : initStd(layer);
      DataShape out = layer.shape(shape);
      layer.addTo(this);
      shape = out;
      i += skipped ? 1 : 0;
    }
    skipped = false;
    reshapeNow();
  }

  private double initStd(LayerSpec layer) {
    return network.byFanIn() && layer instanceof Linear
        ? network.initStd() / Math.sqrt(layer.fanIn(shape))
        : network.initStd();
  }

  /** The last layer with weights, if none behind it normalises; or -1. */
  private static int lastWeights(List<LayerSpec> layers) {
    for (int i = layers.size() - 1;
        i >= 0 && !(layers.get(i) instanceof LayerSpec.BatchNorm);
        i--) {
      if (layers.get(i) instanceof Linear) {
        return i;
      }
    }
    return -1;
  }

  /** Adds layers and vertices whose output is added to another's; they have no name in training. */
  void inside(Runnable addition) {
    List<String> outer = names;
    names = new ArrayList<>();
    addedTo = true;
    addition.run();
    names = outer;
  }

  /** What computes the own layers. */
  Backend backend() {
    return backend;
  }

  boolean isFast() {
    return kit == LayerKit.FAST;
  }

  /** The layer behind the one that is being added, in the same list; or null. */
  LayerSpec next() {
    return next;
  }

  /** The rate of a dropout that the fast layer which is being added takes along, or 0. */
  double takeDropout() {
    skipped = isFast() && next instanceof ElementWise.Dropout;
    return skipped && !isInUse() ? ((ElementWise.Dropout) next).rate() : 0;
  }

  /** Whether the network that is being added always runs as in use. */
  boolean isInUse() {
    return network.part() == Part.IN_USE;
  }

  /** Whether the layer that is being added has a bias of its own; a normalisation takes it away. */
  boolean needsBias() {
    return !(next instanceof LayerSpec.BatchNorm);
  }

  /** Whether the topmost layer reads its output again in the backward pass. */
  boolean readsItsOutput() {
    return topLayer instanceof ActivationLayer top
        && top.getActivationFn() instanceof ActivationLReLU;
  }

  /** The name of what the next layer gets, after a reshape that nobody has taken. */
  String top() {
    reshapeNow();
    return top;
  }

  /** A name for the layer that is being added. */
  String name(String word) {
    return layerNames.next(network.prefix(), word);
  }

  /** Shows the next layer its input in another shape. */
  void reshapeNext(InputPreProcessor reshaping) {
    this.reshaping = reshaping;
  }

  /** What is no layer of DL4J's sees its input as it is: a layer in between reshapes it. */
  private void reshapeNow() {
    if (reshaping != null) {
      append(name("reshape"), new ActivationLayer(Activation.IDENTITY));
    }
  }

  /**
   * A convolution, transposed or not, with the square kernel that a builder has. DL4J's is a full
   * one in any case.
   */
  <B extends BaseConvBuilder<B>> void convolution(
      String word, B builder, int groups, int channels, int stride, int padding, boolean bias) {
    builder
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(channels)
        .hasBias(bias && needsBias())
        .activation(Activation.IDENTITY);
    ConvolutionLayer stock =
        groups > 1 && isFast() ? new GroupedConvolution(builder, groups) : builder.build();
    append(word, stock, backend -> Dl4jLayers.convolution(backend, stock));
  }

  /** Adds a stock layer, or the own one with the same parameters, with a name of its own. */
  void append(String word, Layer stock, Function<Backend, Layer> own) {
    if (stock instanceof BaseLayer weighted) {
      weighted.setWeightInitFn(
          new WeightInitDistribution(
              initStd > 0 ? new NormalDistribution(0, initStd) : new ConstantDistribution(0)));
      weighted.setBiasInit(network.initBias());
      weighted.setIUpdater(network.updater());
    }
    append(name(word), isFast() ? own.apply(backend) : stock);
    topLayer = stock;
  }

  /** Adds a layer without parameters. */
  void append(String name, Layer layer) {
    if (reshaping != null) {
      graph.inputPreProcessor(name, reshaping);
      reshaping = null;
    }
    graph.addLayer(
        name, network.part() == Part.FROZEN ? new FrozenWithGradient(layer) : layer, top);
    appended(name);
  }

  /** With what the vertex takes besides and before what is on top. */
  void append(String name, GraphVertex vertex, String... skipped) {
    reshapeNow();
    graph.addVertex(name, vertex, ArrayUtils.add(skipped, top));
    appended(name);
  }

  /** For how many classes a normalisation has a scale and a shift, or 0. */
  int classes() {
    return network.classes();
  }

  /** Multiplies and shifts what is on top by what the class has that the input tells. */
  void scaleAndShiftByClass() {
    ClassTables tables =
        new ClassTables(
            graph,
            told(),
            network.updater(),
            stock -> isFast() ? Dl4jLayers.dense(backend, stock) : stock);
    appended(tables.scaleAndShift(top, shape));
  }

  /** The name of the classes as the input tells them. */
  private String told() {
    return network.prefix() + ".classes";
  }

  private void appended(String name) {
    names.add(name);
    top = name;
    topLayer = null;
  }
}
