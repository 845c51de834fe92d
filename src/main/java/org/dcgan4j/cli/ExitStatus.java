package org.dcgan4j.cli;

/** How the program ends. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int DIVERGED = 3;
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
