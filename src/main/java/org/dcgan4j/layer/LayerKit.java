package org.dcgan4j.layer;

/**
 * Which layers a network is built of. Both kits have the same parameters in the same order, and the
 * same dropout.
 */
public enum LayerKit {
  /** Our own, see {@code compute}. */
  FAST,

  /** DL4J's, as anybody can load them. */
  STOCK
}
