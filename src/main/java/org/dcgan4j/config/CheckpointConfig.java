package org.dcgan4j.config;

/**
 * When the run is saved.
 *
 * @param every steps between two checkpoints; 0 is only at the end
 * @param keep how many of the newest stay
 */
public record CheckpointConfig(
    @Range(from = 0, to = 1_000_000_000) int every, @Range(from = 1, to = 1000) int keep) {
  public CheckpointConfig {
    Check.components(CheckpointConfig.class, every, keep);
  }
}
