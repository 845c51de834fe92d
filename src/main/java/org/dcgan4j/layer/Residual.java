package org.dcgan4j.layer;

import java.util.List;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;

/**
 * {@code x + f(x)} with {@code f} the layers inside, which keep the shape (He et al., "Deep
 * residual learning for image recognition", 2016).
 */
@Syntax(
    value = "residual[{layers}]",
    meaning = "Adds what the layers inside make of x to x; they keep its shape.")
public record Residual(@Range(from = 1, to = 200) List<LayerSpec> layers) implements LayerSpec {
  public Residual {
    Records.check(layers);
    layers = List.copyOf(layers);
  }

  @Override
  public DataShape shape(DataShape in) {
    DataShape out = DataShape.behind(".layers", in, layers);
    if (!out.equals(in)) {
      throw DataShape.refusal(
          this, ": its layers make " + out + " of " + in + "; they must keep the shape");
    }
    return out;
  }

  @Override
  public long parameters(DataShape in) {
    return DataShape.sum(in, layers, LayerSpec::parameters);
  }

  @Override
  public long multiplyAdds(DataShape in) {
    return DataShape.sum(in, layers, LayerSpec::multiplyAdds);
  }

  @Override
  public boolean piecewiseLinear() {
    return layers.stream().allMatch(LayerSpec::piecewiseLinear);
  }

  @Override
  public boolean overwritesInput() {
    return false;
  }

  /** The layers inside get a copy where they would spoil what is added to theirs. */
  @Override
  public void addTo(NetworkBuilder network) {
    String name = network.name("residual");
    String skipped = network.top();
    network.inside(
        () -> {
          if (layers.get(0).overwritesInput()) {
            network.append(name + ".copy", new ScaleVertex(1));
          }
          network.addAll(layers);
        });
    network.append(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), skipped);
  }

  @Override
  public void addTo(OnnxGraph graph) {
    String name = graph.name("residual");
    String skipped = graph.top();
    graph.addAll(layers);
    graph.append("Add", name).addInput(skipped);
  }

  @Override
  public String toString() {
    return text();
  }
}
