package org.dcgan4j.metrics;

/** The distribution function of N(0, 1). */
final class NormalCdf {
  private static final double FAR = 8;

  private NormalCdf() {}

  /**
   * By Marsaglia's series around 0 ("Evaluating the normal distribution", 2004), to some units of
   * the last place of 1.
   */
  static double of(double x) {
    if (!(Math.abs(x) <= FAR)) {
      return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
    }
    double sum = x;
    double term = x;
    for (int odd = 3; sum + term != sum || odd < 5; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
