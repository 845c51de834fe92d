package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.compute.FastLeakyRelu;
import org.dcgan4j.compute.FrozenWithGradient;
import org.dcgan4j.config.LayerSpec;
import org.dcgan4j.config.OutputKind;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Builds a stack of layers as a {@code ComputationGraph}: the generator, the discriminator, and
 * both on top of each other are built by the same few lines, so that they cannot differ.
 */
final class LayerStack {
  static final String INPUT = "input";

  private final LayerKit kit;
  private final DataType type;
  private final ComputationGraphConfiguration.GraphBuilder graph;
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private String top = INPUT;
  private Layer topLayer;

  /**
   * One network's part of a stack.
   *
   * @param prefix starts the names of its layers: {@code g} or {@code d}
   * @param initStd the standard deviation of its initial weights
   * @param initBias the initial value of its biases
   * @param frozen whether it passes the gradient and learns nothing
   */
  record Part(
      String prefix,
      List<LayerSpec> layers,
      double initStd,
      double initBias,
      IUpdater updater,
      boolean frozen) {

    Part frozenCopy() {
      return new Part(prefix, layers, initStd, initBias, updater, true);
    }
  }

  LayerStack(LayerKit kit, DataType type, DataShape input, long seed) {
    this.kit = kit;
    this.type = type;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(type)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(inputType(input))
            .validateOutputLayerConfig(false);
  }

  LayerStack add(Part part) {
    List<LayerSpec> layers = part.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec spec = layers.get(i);
      LayerSpec next = i + 1 < layers.size() ? layers.get(i + 1) : null;
      if (spec instanceof LayerSpec.Reshape reshape) {
        reshape(part, reshape, next);
        continue;
      }
      String name = name(part.prefix(), spec);
      counts.merge(part.prefix() + word(spec), 1, Integer::sum);
      if (kit == LayerKit.STOCK && spec instanceof LayerSpec.Scale scale) {
        // DL4J has no such layer, only this vertex.
        graph.addVertex(name, new ScaleVertex(scale.factor()), top);
        names.add(name);
        top = name;
      } else if (kit == LayerKit.FAST
          && spec instanceof LayerSpec.LeakyRelu leakyRelu
          && next instanceof LayerSpec.Dropout dropout) {
        append(name, part, new FastLeakyRelu(leakyRelu.slope(), dropout.rate()));
        i++;
      } else {
        append(name, part, kitFor(spec).layer(spec, !(next instanceof LayerSpec.BatchNorm)));
      }
    }
    return this;
  }

  /**
   * Ends in a probability with its cross-entropy, for whoever uses the graph as a stock one.
   *
   * @param output what reaches it
   */
  LayerStack addProbability(OutputKind output) {
    LossLayer loss =
        new LossLayer.Builder(LossFunctions.LossFunction.XENT)
            .activation(output == OutputKind.LOGIT ? Activation.SIGMOID : Activation.IDENTITY)
            .build();
    graph.addLayer("probability", loss, top);
    top = "probability";
    return this;
  }

  /**
   * @param parameters all parameters in the order of the layers, used as they are and not copied;
   *     or null to draw them
   */
  ComputationGraph build(INDArray parameters) {
    ComputationGraph network = new ComputationGraph(graph.setOutputs(top).build());
    network.init(parameters, false);
    return network;
  }

  /** The layers added so far that take part in training, from the input up. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Shows the next layer an image; a dense one would flatten it again and gets the vector. */
  private void reshape(Part part, LayerSpec.Reshape reshape, LayerSpec next) {
    if (next instanceof LayerSpec.Dense) {
      return;
    }
    String name = name(part.prefix(), next == null ? reshape : next);
    graph.inputPreProcessor(
        name,
        new FeedForwardToCnnPreProcessor(reshape.height(), reshape.width(), reshape.channels()));
    if (next == null) {
      append(name, part, new ActivationLayer(Activation.IDENTITY));
    }
  }

  /**
   * The fast batch normalisation works in place on its input, and the fast leaky ReLU reads its
   * output again in the backward pass: behind one, the normalisation is DL4J's.
   */
  private LayerKit kitFor(LayerSpec spec) {
    boolean spoils = spec instanceof LayerSpec.BatchNorm && topLayer instanceof FastLeakyRelu;
    return spoils ? LayerKit.STOCK : kit;
  }

  private void append(String name, Part part, Layer layer) {
    if (layer instanceof BaseLayer weighted) {
      weighted.setWeightInitFn(
          new WeightInitDistribution(new NormalDistribution(0, part.initStd())));
      weighted.setBiasInit(part.initBias());
      weighted.setIUpdater(part.updater());
    }
    graph.addLayer(name, part.frozen() ? new FrozenWithGradient(layer) : layer, top);
    names.add(name);
    top = name;
    topLayer = layer;
  }

  private String name(String prefix, LayerSpec spec) {
    return prefix + "." + word(spec) + (counts.getOrDefault(prefix + word(spec), 0) + 1);
  }

  private static String word(LayerSpec spec) {
    String kind = spec.getClass().getSimpleName();
    if (spec instanceof LayerSpec.Activation activation) {
      return activation.function().word();
    }
    return Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
  }

  private static InputType inputType(DataShape shape) {
    int[] d = shape.dimensions();
    return shape.isImage()
        ? InputType.convolutional(d[1], d[2], d[0])
        : InputType.feedForward(d[0]);
  }
}
