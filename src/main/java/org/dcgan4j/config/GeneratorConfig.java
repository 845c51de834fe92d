package org.dcgan4j.config;

import java.util.List;

/**
 * The network that makes fakes: {@code [N, latentSize] -> [N, C, H, W]}.
 *
 * @param initStd the standard deviation of the first weights, which are normal around 0
 * @param average what samples are drawn with
 */
public record GeneratorConfig(
    @Range(from = 1, to = 65_536) int latentSize,
    LatentDistribution latent,
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    OptimizerConfig optimizer,
    AverageConfig average) {
  public GeneratorConfig {
    Check.components(
        GeneratorConfig.class, latentSize, latent, layers, initStd, optimizer, average);
    layers = List.copyOf(layers);
  }
}
