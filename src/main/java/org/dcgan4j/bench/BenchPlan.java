package org.dcgan4j.bench;

import org.dcgan4j.binding.InvalidInputException;

/**
 * How much is timed.
 *
 * @param steps timed training steps, 1 to 100,000; fewer than 20 make no figure to report
 * @param warmUp training steps before them, 0 to 100,000
 */
public record BenchPlan(int steps, int warmUp) {
  private static final int MOST = 100_000;

  public BenchPlan {
    check("--steps", steps, 1);
    check("--warm-up", warmUp, 0);
  }

  private static void check(String option, int given, int least) {
    if (given < least || given > MOST) {
      throw new InvalidInputException(
          option + ": given " + given + ", legal is " + least + " to " + MOST);
    }
  }
}
