package org.dcgan4j.config;

import java.util.List;

/**
 * The network that tells reals from fakes: {@code [N, C, H, W] -> [N, 1]}, one answer for each
 * image.
 *
 * @param output what the answer is; the last layer keeps to it
 * @param lossScale what the loss, the sum of its means over reals and fakes, is multiplied by
 * @param initStd the standard deviation of the first weights, which are normal around 0
 * @param initBias the first value of all biases
 */
public record DiscriminatorConfig(
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    OutputKind output,
    @Range(from = 0, to = 100, fromIncluded = false) double lossScale,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    OptimizerConfig optimizer) {
  public DiscriminatorConfig {
    Check.components(
        DiscriminatorConfig.class, layers, output, lossScale, initStd, initBias, optimizer);
    layers = List.copyOf(layers);
    LayerSpec last = layers.get(layers.size() - 1);
    Check.that(
        output.accepts(last),
        "layers: the last is \"" + last + "\", legal is " + output.legalLast());
  }
}
