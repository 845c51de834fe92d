package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** What the two networks minimise; {@code D} is a probability in the first two. */
public enum LossKind implements ConfigWord {
  /**
   * Cross-entropy, and for the generator the mean of {@code -log D(G(z))}: its gradient stays large
   * while the fakes are bad.
   */
  NON_SATURATING,
  /**
   * Cross-entropy, and for the generator the mean of {@code log(1 - D(G(z)))}: the loss of the
   * original game.
   */
  MINIMAX,
  /** Half the squared distance of the logit from 1 and from 0. */
  LEAST_SQUARES,
  /**
   * The logit's distance from a margin of 1 on its side of 0; the logit itself for the generator.
   */
  HINGE,
  /** Cross-entropy of how far a real is ahead of a fake, in pairs of one batch. */
  RELATIVISTIC
}
