package org.dcgan4j.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param subject what was looked at
 * @param text what is there and, where it is not good, what to do
 */
record Finding(Verdict verdict, String subject, String text) {

  /** How good it is. */
  enum Verdict {
    GOOD("ok"),
    /** It works, and could be better. */
    SLOW("slow"),
    /** It does not work. */
    BAD("wrong"),
    /** Nothing is wrong without it. */
    INFO("info");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(Verdict.GOOD, subject, text);
  }

  static Finding slow(String subject, String text) {
    return new Finding(Verdict.SLOW, subject, text);
  }

  static Finding bad(String subject, String text) {
    return new Finding(Verdict.BAD, subject, text);
  }

  static Finding info(String subject, String text) {
    return new Finding(Verdict.INFO, subject, text);
  }
}
