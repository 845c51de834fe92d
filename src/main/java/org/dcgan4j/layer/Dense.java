package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/** A fully connected layer: {@code [N, any] -> [N, units]}; an image is flattened. */
@Syntax(
    value = "dense {units}",
    meaning = "A fully connected layer with a bias; an image is flattened before it.")
public record Dense(@Range(from = 1, to = 1_048_576) int units) implements Linear {
  public Dense {
    Records.check(units);
  }

  @Override
  public DataShape shape(DataShape in) {
    return DataShape.vector(units);
  }

  @Override
  public long parameters(DataShape in) {
    return (in.length() + 1L) * units;
  }

  @Override
  public long multiplyAdds(DataShape in) {
    return (long) in.length() * units;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    DenseLayer stock =
        new DenseLayer.Builder()
            .nOut(units)
            .hasBias(network.needsBias())
            .activation(Activation.IDENTITY)
            .build();
    network.append("dense", stock, backend -> Dl4jLayers.dense(backend, stock));
  }

  @Override
  public void addTo(OnnxGraph graph) {
    String name = graph.name("dense");
    if (graph.shape().isImage()) {
      graph.append("Flatten", name + ".flatten").addAttribute(OnnxGraph.attribute("axis", 1));
    }
    graph.weighted("Gemm", name).addAttribute(OnnxGraph.attribute("transB", 1));
  }

  @Override
  public String toString() {
    return text();
  }
}
