package org.dcgan4j.config;

import java.util.List;

/**
 * The network that tells reals from fakes: {@code [N, C, H, W] -> [N, 1]}, one logit for each
 * image.
 *
 * @param layers end with {@code dense 1}; the sigmoid belongs to the loss
 * @param initStd the standard deviation of the first weights, which are normal around 0
 * @param initBias the first value of all biases
 */
public record DiscriminatorConfig(
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    OptimizerConfig optimizer) {
  public DiscriminatorConfig {
    Check.components(DiscriminatorConfig.class, layers, initStd, initBias, optimizer);
    layers = List.copyOf(layers);
    LayerSpec last = layers.get(layers.size() - 1);
    Check.that(
        last.equals(new LayerSpec.Dense(1)),
        "layers: the last is \"" + last + "\", legal is \"dense 1\" (the sigmoid is in the loss)");
  }
}
