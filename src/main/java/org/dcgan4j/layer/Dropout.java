package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.SeededDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Inverted dropout; the shape stays.
 *
 * @param rate the probability that a value is dropped
 */
@Syntax(
    value = "dropout {rate}",
    meaning =
        "In training drops numbers with probability RATE and multiplies the rest by 1 / (1 - RATE).")
public record Dropout(@Range(from = 0, to = 1, toIncluded = false) double rate)
    implements ElementWise {
  public Dropout {
    Records.check(rate);
  }

  @Override
  public boolean piecewiseLinear() {
    return true;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.append(network.name("dropout"), new DropoutLayer(new SeededDropout(rate)));
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
