package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * When a training measures its samples.
 *
 * @param every ticks between two measures; 0 is never
 * @param samples how many are drawn for one
 */
public record EvaluateConfig(
    @Range(from = 0, to = 1_000_000_000) int every, @Range(from = 100, to = 100_000) int samples) {
  public EvaluateConfig {
    Check.components(EvaluateConfig.class, every, samples);
  }
}
