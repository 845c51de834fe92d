package org.dcgan4j.layer;

import org.dcgan4j.compute.Dl4jLayers;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** Batch normalisation over each feature or channel; the shape stays. */
@Syntax(
    value = "batch-norm",
    meaning = "Batch normalisation of each feature or channel; the layer before it loses its bias.")
public record BatchNorm() implements LayerSpec {
  @Override
  public DataShape shape(DataShape in) {
    return in;
  }

  /** Scale and shift of each; the running statistics are not learned. */
  @Override
  public long parameters(DataShape in) {
    return 2L * in.dimensions()[0];
  }

  @Override
  public long multiplyAdds(DataShape in) {
    return 0;
  }

  @Override
  public boolean piecewiseLinear() {
    return false;
  }

  @Override
  public boolean overwritesInput() {
    return true;
  }

  /** The fast one works in place: behind a layer that reads its output again it is DL4J's. */
  @Override
  public void addTo(NetworkBuilder network) {
    BatchNormalization stock = stock();
    boolean inPlace = !network.readsItsOutput();
    network.append(
        "batchNorm", stock, backend -> inPlace ? Dl4jLayers.batchNorm(backend, stock) : stock);
  }

  private static BatchNormalization stock() {
    BatchNormalization layer = new BatchNormalization();
    layer.setUseLogStd(false);
    return layer;
  }

  @Override
  public void addTo(OnnxGraph graph) {
    graph
        .weighted("BatchNormalization", graph.name("batchNorm"))
        .addAttribute(OnnxGraph.attribute("epsilon", (float) stock().getEps()));
  }

  @Override
  public String toString() {
    return text();
  }
}
