package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** What the real examples are, when no folder is given. */
public enum DataSet implements ConfigWord {
  /** Letters A to J, 28x28. */
  NOTMNIST("notmnist"),
  /** Handwritten digits, 28x28. */
  MNIST("mnist"),
  /** Numbers of a normal distribution. */
  GAUSSIAN_1D("gaussian-1d"),
  /** Points of a correlated normal distribution in the plane. */
  GAUSSIAN_2D("gaussian-2d");

  private final String word;

  DataSet(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /** Whether the examples are drawn, and not read. */
  public boolean isDrawn() {
    return this == GAUSSIAN_1D || this == GAUSSIAN_2D;
  }
}
