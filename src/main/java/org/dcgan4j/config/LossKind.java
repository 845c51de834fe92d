package org.dcgan4j.config;

/** What the generator minimises; the discriminator's loss is binary cross-entropy in both. */
public enum LossKind implements Named {
  /** The mean of {@code -log D(G(z))}: its gradient stays large while the fakes are bad. */
  NON_SATURATING("non-saturating"),
  /** The mean of {@code log(1 - D(G(z)))}: the loss of the original game. */
  MINIMAX("minimax");

  private final String word;

  LossKind(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
