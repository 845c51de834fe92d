package org.dcgan4j.config;

/** The data set that is looked for when no folder is given. */
public enum DataSet implements Named {
  /** Letters A to J, 28x28. */
  NOTMNIST("notmnist"),
  /** Handwritten digits, 28x28. */
  MNIST("mnist");

  private final String word;

  DataSet(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
