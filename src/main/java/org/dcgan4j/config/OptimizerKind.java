package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** How the gradient becomes a change of the weights. A new kind is a new constant here. */
public enum OptimizerKind implements ConfigWord {
  /** Kingma and Ba's Adam: momentum and a step size for each weight. */
  ADAM("adam"),
  /** Gradient descent: the gradient times the learning rate, and nothing kept. */
  SGD("sgd"),
  /** Gradient descent on a velocity that keeps a share of itself in each update. */
  MOMENTUM("momentum");

  private final String word;

  OptimizerKind(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
