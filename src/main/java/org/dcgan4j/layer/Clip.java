package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.ScalarFunction;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * {@code min(greatest, max(least, x))}, whose gradient outside of the bounds is 0; the shape stays.
 */
@Syntax(
    value = "clip {least} {greatest}",
    meaning = "min(GREATEST, max(LEAST, x)), whose gradient outside of the bounds is 0.")
public record Clip(
    @Range(from = -1000, to = 1000) double least, @Range(from = -1000, to = 1000) double greatest)
    implements ElementWise {
  public Clip {
    Records.check(least, greatest);
    Records.require(
        least < greatest, "least: given " + least + ", legal is below greatest, " + greatest);
  }

  @Override
  public boolean piecewiseLinear() {
    return true;
  }

  /** DL4J clips from 0 up alone, so that its numbers are shifted there and back. */
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
        .addInput(graph.constant(name + ".least", (float) least))
        .addInput(graph.constant(name + ".greatest", (float) greatest));
  }

  @Override
  public String toString() {
    return text();
  }
}
