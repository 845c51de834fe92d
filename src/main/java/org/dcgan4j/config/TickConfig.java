package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * When the run reports and draws its samples.
 *
 * @param every steps between two ticks
 */
public record TickConfig(@Range(from = 1, to = 1_000_000_000) int every) {
  public TickConfig {
    Check.components(TickConfig.class, every);
  }
}
