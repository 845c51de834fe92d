package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * When the run is saved, and how often a checkpoint may save it.
 *
 * @param every steps between two checkpoints; 0 is only at the end
 * @param keep how many of the newest stay
 * @param recoveries how often a training that diverges may go back to the newest checkpoint and go
 *     on with other random numbers and half the learning rates
 */
public record CheckpointConfig(
    @Range(from = 0, to = 1_000_000_000) int every,
    @Range(from = 1, to = 1000) int keep,
    @Range(from = 0, to = 100) int recoveries) {
  public CheckpointConfig {
    Check.components(CheckpointConfig.class, every, keep, recoveries);
  }
}
