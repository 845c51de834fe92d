package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * What the discriminator learns before the game: the true density of numbers, by regression. It
 * begins the game with the weights of that, and with optimisers that have seen nothing.
 *
 * @param steps of the regression; 0 is no pre-training
 * @param batchSize places in one step
 * @param range half the width of the span around the mean that the places are drawn from
 */
public record PretrainingConfig(
    @Range(from = 0, to = 1_000_000) int steps,
    @Range(from = 1, to = 65_536) int batchSize,
    @Range(from = 0, to = 1000, fromIncluded = false) double range,
    OptimizerConfig optimizer) {
  public PretrainingConfig {
    Check.components(PretrainingConfig.class, steps, batchSize, range, optimizer);
  }
}
