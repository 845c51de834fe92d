package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/** {@code max(x, slope * x)}; the shape stays. */
@Syntax(value = "leaky-relu {slope}", meaning = "max(x, SLOPE x).")
public record LeakyRelu(@Range(from = 0, to = 1, toIncluded = false) double slope)
    implements ElementWise {
  public LeakyRelu {
    Records.check(slope);
  }

  @Override
  public boolean piecewiseLinear() {
    return true;
  }

  /** The fast one takes a dropout behind it along. */
  @Override
  public void addTo(NetworkBuilder network) {
    double rate = 0;
    if (network.isFast() && network.next() instanceof Dropout dropout) {
      rate = dropout.rate();
      network.skipNext();
    }
    double dropped = rate;
    network.append(
        "leakyRelu",
        new ActivationLayer(new ActivationLReLU(slope)),
        backend -> Dl4jLayers.leakyRelu(backend, slope, dropped));
  }

  @Override
  public void addTo(OnnxGraph graph) {
    graph
        .append("LeakyRelu", graph.name("leakyRelu"))
        .addAttribute(OnnxGraph.attribute("alpha", (float) slope));
  }

  @Override
  public String toString() {
    return text();
  }
}
