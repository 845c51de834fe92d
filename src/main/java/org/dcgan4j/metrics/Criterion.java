package org.dcgan4j.metrics;

/**
 * A figure beside what it has to be.
 *
 * @param name stable, for JSON
 * @param label for people
 * @param least the least legal value; minus infinity for none
 * @param greatest the greatest legal value; infinity for none
 */
public record Criterion(String name, String label, double value, double least, double greatest) {

  /** A figure that nothing is asked of. */
  static Criterion none(String name, String label, double value) {
    return new Criterion(name, label, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * A figure near another one.
   *
   * @param error how far it may be; 0 asks for nothing
   */
  static Criterion near(String name, String label, double value, double target, double error) {
    return error == 0
        ? none(name, label, value)
        : new Criterion(name, label, value, target - error, target + error);
  }

  /** A figure that shall be large; 0 asks for nothing. */
  static Criterion atLeast(String name, String label, double value, double least) {
    return least == 0
        ? none(name, label, value)
        : new Criterion(name, label, value, least, Double.POSITIVE_INFINITY);
  }

  /** Whether anything is asked of it. */
  public boolean asks() {
    return Double.isFinite(least) || Double.isFinite(greatest);
  }

  /** Whether it is what it has to be; not a number is not. */
  public boolean passes() {
    return value >= least && value <= greatest;
  }
}
