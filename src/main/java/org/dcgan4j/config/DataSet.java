package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** What the real examples are, when no folder is given. */
public enum DataSet implements ConfigWord {
  /** Letters A to J, 28x28. */
  NOTMNIST,
  /** Handwritten digits, 28x28. */
  MNIST,
  /** Numbers of a normal distribution. */
  GAUSSIAN_1D,
  /** Points of a correlated normal distribution in the plane. */
  GAUSSIAN_2D;

  /** Whether the examples are drawn, and not read. */
  public boolean isDrawn() {
    return this == GAUSSIAN_1D || this == GAUSSIAN_2D;
  }
}
