package org.dcgan4j.config;

import java.util.List;
import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Nullable;
import org.dcgan4j.binding.Range;
import org.dcgan4j.layer.LayerSpec;

/**
 * The network that makes fakes: {@code [N, latentSize] -> [N, C, H, W]}, or {@code [N, length]} of
 * points.
 *
 * @param latentSize random numbers in one input
 * @param latent what they are drawn from in training
 * @param samplingLatent what they are drawn from for pictures, samples and measures; nothing for
 *     the same as in training
 * @param latentRange half the width of stratified latents
 * @param layers from the latent to the picture
 * @param initStd the standard deviation of the first weights, which are normal around 0
 * @param initBias the first value of all biases
 * @param classes how many it is told apart, as a one-hot vector behind the latent; 0 without {@code
 *     training.conditional}, else filled in from the data
 * @param average what samples are drawn with
 */
public record GeneratorConfig(
    @Range(from = 1, to = 65_536) int latentSize,
    LatentDistribution latent,
    @Nullable LatentDistribution samplingLatent,
    @Range(from = 0, to = 1000, fromIncluded = false) double latentRange,
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    @Range(from = 0, to = Conditional.MOST_CLASSES) int classes,
    OptimizerConfig optimizer,
    AverageConfig average) {
  public GeneratorConfig {
    Check.components(
        GeneratorConfig.class,
        latentSize,
        latent,
        samplingLatent,
        latentRange,
        layers,
        initStd,
        initBias,
        classes,
        optimizer,
        average);
    layers = List.copyOf(layers);
    Check.that(
        latent != LatentDistribution.STRATIFIED || latentSize == 1,
        "latentSize: given " + latentSize + ", legal with stratified latents is 1");
  }

  /** Numbers in one input: the latent and the one-hot class. */
  public int inputSize() {
    return latentSize + classes;
  }
}
