package org.dcgan4j.layer;

import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.ScalarFunction;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/** An activation without parameters, written as its bare word; the shape stays. */
@Syntax(value = "{function}", meaning = "An activation: max(x, 0), tanh, the logistic function, x.")
public record Activation(Function function) implements ElementWise {
  public Activation {
    Records.check(function);
  }

  /** What it does to each number. */
  public enum Function implements ConfigWord {
    RELU(true),
    TANH(false),
    SIGMOID(false),
    IDENTITY(true);

    private final boolean piecewiseLinear;

    Function(boolean piecewiseLinear) {
      this.piecewiseLinear = piecewiseLinear;
    }
  }

  @Override
  public boolean piecewiseLinear() {
    return function.piecewiseLinear;
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
