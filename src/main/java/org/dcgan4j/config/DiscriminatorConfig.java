package org.dcgan4j.config;

import java.util.List;
import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.Range;
import org.dcgan4j.layer.LayerSpec;

/**
 * The network that tells reals from fakes: {@code [N, C, H, W] -> [N, 1]}, one answer for each
 * image.
 *
 * @param layers from the picture to the answer
 * @param output what the answer is; the last layer keeps to it
 * @param lossScale what the loss, the sum of its means over reals and fakes, is multiplied by
 * @param initStd the standard deviation of the first weights, which are normal around 0
 * @param initBias the first value of all biases
 * @param spectralNorm whether each layer's weights are divided by their largest singular value
 *     (Miyato et al., "Spectral normalization for generative adversarial networks", 2018)
 * @param penalties on its gradient; need layers that are linear in pieces
 */
public record DiscriminatorConfig(
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    OutputKind output,
    @Range(from = 0, to = 100, fromIncluded = false) double lossScale,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    OptimizerConfig optimizer,
    boolean spectralNorm,
    @Default("") @Range(from = 0, to = 8) List<PenaltyConfig> penalties) {
  public DiscriminatorConfig {
    Check.components(
        DiscriminatorConfig.class,
        layers,
        output,
        lossScale,
        initStd,
        initBias,
        optimizer,
        spectralNorm,
        penalties);
    layers = List.copyOf(layers);
    penalties = List.copyOf(penalties);
    LayerSpec last = layers.get(layers.size() - 1);
    Check.that(
        output.accepts(last),
        "layers: the last is \"" + last + "\", legal is " + output.legalLast());
    if (!penalties.isEmpty()) {
      layers.forEach(DiscriminatorConfig::requirePiecewiseLinear);
    }
  }

  private static void requirePiecewiseLinear(LayerSpec layer) {
    Check.that(
        layer.piecewiseLinear(),
        "penalties: needs layers that are linear in pieces, and \"" + layer + "\" is none");
  }
}
