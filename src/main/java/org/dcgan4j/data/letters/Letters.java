package org.dcgan4j.data.letters;

/** Which letters there are: notMNIST's ten, A to J. */
final class Letters {
  static final int COUNT = 10;

  private Letters() {}

  /** The letter of class {@code index}, 0 for A to 9 for J. */
  static char at(int index) {
    return (char) ('A' + index);
  }
}
