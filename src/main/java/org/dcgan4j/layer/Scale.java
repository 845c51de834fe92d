package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.ScalarFunction;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;

/** {@code factor x}; the shape stays. */
@Syntax(value = "scale {factor}", meaning = "FACTOR x.")
public record Scale(@Range(from = -1000, to = 1000) double factor) implements ElementWise {
  public Scale {
    Records.check(factor);
  }

  @Override
  public boolean piecewiseLinear() {
    return true;
  }

  /** DL4J has no such layer, only a vertex. */
  @Override
  public void addTo(NetworkBuilder network) {
    String name = network.name("scale");
    if (network.isFast()) {
      network.append(name, Dl4jLayers.activation(network.backend(), ScalarFunction.scale(factor)));
    } else {
      network.append(name, new ScaleVertex(factor));
    }
  }

  @Override
  public void addTo(OnnxGraph graph) {
    String name = graph.name("scale");
    graph.append("Mul", name).addInput(graph.constant(name + ".factor", (float) factor));
  }

  @Override
  public String toString() {
    return text();
  }
}
