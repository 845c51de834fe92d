package org.dcgan4j.layer;

import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.ScalarFunction;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.layer.LayerText.Syntax;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** A layer that works on each number by itself: the shape stays, and there are no parameters. */
public sealed interface ElementWise extends LayerSpec {

  @Override
  default DataShape shape(DataShape in) {
    return in;
  }

  @Override
  default long parameters(DataShape in) {
    return 0;
  }

  @Override
  default long multiplyAdds(DataShape in) {
    return 0;
  }

  /** In use all of them work in place, or hand on what they are given. */
  @Override
  default boolean overwritesInput() {
    return true;
  }

  /** {@code max(x, slope * x)}. */
  @Syntax(value = "leaky-relu {slope}", meaning = "max(x, SLOPE x).")
  record LeakyRelu(@Range(from = 0, to = 1, toIncluded = false) double slope)
      implements ElementWise {
    public LeakyRelu {
      Records.check(slope);
    }

    /** The fast one takes a dropout behind it along. */
    @Override
    public boolean piecewiseLinear() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      double rate = network.takeDropout();
      network.append(
          "leakyRelu",
          new ActivationLayer(new ActivationLReLU(slope)),
          backend -> Dl4jLayers.leakyRelu(backend, slope, rate));
    }

    @Override
    public void addTo(OnnxGraph graph) {
      graph.append("LeakyRelu", graph.name("leakyRelu")).attribute("alpha", (float) slope);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** An activation without parameters, written as its bare word. */
  @Syntax(
      value = "{function}",
      meaning = "An activation: max(x, 0), tanh, the logistic function, x.")
  record Activation(Function function) implements ElementWise {
    public Activation {
      Records.check(function);
    }

    /** What it does to each number. */
    public enum Function implements ConfigWord {
      RELU,
      TANH,
      SIGMOID,
      IDENTITY
    }

    @Override
    public boolean piecewiseLinear() {
      return function == Function.RELU || function == Function.IDENTITY;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      var stock = org.nd4j.linalg.activations.Activation.valueOf(function.name());
      network.append(
          function.word(),
          new ActivationLayer(stock),
          backend -> Dl4jLayers.activation(backend, ScalarFunction.of(stock)));
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String operator = function.name().charAt(0) + function.word().substring(1);
      graph.append(operator, graph.name(function.word())); // Relu, Tanh, Sigmoid, Identity
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Inverted dropout. */
  @Syntax(
      value = "dropout {rate}",
      meaning =
          "In training drops numbers with probability RATE and multiplies the rest by 1 / (1 - RATE).")
  record Dropout(@Range(from = 0, to = 1, toIncluded = false) double rate) implements ElementWise {
    public Dropout {
      Records.check(rate);
    }

    @Override
    public boolean piecewiseLinear() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      DropoutLayer layer = new DropoutLayer(new SeededDropout(network.isInUse() ? 0 : rate));
      network.append("dropout", layer, backend -> layer);
    }

    /** In use it does nothing. */
    @Override
    public void addTo(OnnxGraph graph) {
      graph.name("dropout");
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code factor x}. */
  @Syntax(value = "scale {factor}", meaning = "FACTOR x.")
  record Scale(@Range(from = -1000, to = 1000) double factor) implements ElementWise {
    public Scale {
      Records.check(factor);
    }

    /** DL4J has no such layer, only a vertex. */
    @Override
    public boolean piecewiseLinear() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      String name = network.name("scale");
      if (network.isFast()) {
        network.append(
            name, Dl4jLayers.activation(network.backend(), ScalarFunction.scale(factor)));
      } else {
        network.append(name, new ScaleVertex(factor));
      }
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("scale");
      graph.append("Mul", name).input(graph.constant(name + ".factor", (float) factor));
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Bounds numbers. */
  @Syntax(
      value = "clip {least} {greatest}",
      meaning = "min(GREATEST, max(LEAST, x)), whose gradient outside of the bounds is 0.")
  record Clip(
      @Range(from = -1000, to = 1000) double least, @Range(from = -1000, to = 1000) double greatest)
      implements ElementWise {
    public Clip {
      Records.check(least, greatest);
      Records.require(
          least < greatest, "least: given " + least + ", legal is below greatest, " + greatest);
    }

    /** DL4J clips from 0 up alone, so that its numbers are shifted there and back. */
    @Override
    public boolean piecewiseLinear() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      ScalarFunction function = ScalarFunction.clip(least, greatest);
      String name = network.name("clip");
      if (network.isFast()) {
        network.append(name, Dl4jLayers.activation(network.backend(), function));
        return;
      }
      network.append(name + ".down", new ShiftVertex(-least));
      network.append(
          name + ".relu", new ActivationLayer(new ActivationReLU(greatest - least, 0.0, 0.0)));
      network.append(name, new ShiftVertex(least));
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("clip");
      graph
          .append("Clip", name)
          .input(graph.constant(name + ".least", (float) least))
          .input(graph.constant(name + ".greatest", (float) greatest));
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
