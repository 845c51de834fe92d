package org.dcgan4j.config;

/** What the generator's random inputs are drawn from. */
public enum LatentDistribution implements Named {
  /** N(0, 1). */
  NORMAL("normal");

  private final String word;

  LatentDistribution(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
