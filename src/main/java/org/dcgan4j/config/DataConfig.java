package org.dcgan4j.config;

/**
 * The real examples.
 *
 * @param set what is looked for when {@code dir} is not given
 * @param dir a folder or file with the data set; null when none was named
 * @param rendered how many letters are rendered when notMNIST is not there
 * @param renderedSeed the seed of their variation
 */
public record DataConfig(
    DataSet set,
    @Nullable String dir,
    @Range(from = 1, to = 1_000_000) int rendered,
    long renderedSeed) {
  public DataConfig {
    Check.components(DataConfig.class, set, dir, rendered, renderedSeed);
  }
}
