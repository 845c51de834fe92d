package org.dcgan4j.cluster;

import java.io.Serializable;
import org.dcgan4j.training.StepStats;

/**
 * What some workers made of a round, added up. In double precision, where sums of floats are exact
 * in practice, so that the order in which workers answer changes nothing. One worker's part travels
 * as the floats that it is, which is half as much.
 *
 * @param single {@link GanState#arrays} of one worker; null for none or several
 * @param sums of several workers' arrays; null for none or one
 * @param stats for each step of the round the sums of its four statistics
 * @param seconds that the slowest of them trained
 * @param workers how many
 */
record RoundSum(float[][] single, double[][] sums, double[][] stats, double seconds, int workers)
    implements Serializable {
  static final RoundSum NONE = new RoundSum(null, null, null, 0, 0);

  /**
   * One worker's part.
   *
   * @param stats of the round's steps
   */
  static RoundSum of(GanState state, StepStats[] stats, double seconds) {
    double[][] figures = new double[stats.length][];
    for (int i = 0; i < stats.length; i++) {
      StepStats s = stats[i];
      figures[i] = new double[] {s.dLoss(), s.gLoss(), s.dOfX(), s.dOfGz()};
    }
    return new RoundSum(state.arrays(), null, figures, seconds, 1);
  }

  RoundSum plus(RoundSum other) {
    if (workers == 0 || other.workers == 0) {
      return workers == 0 ? other : this;
    }
    return new RoundSum(
        null,
        sum(state(), other.state()),
        sum(stats, other.stats),
        Math.max(seconds, other.seconds),
        workers + other.workers);
  }

  /** Sums of {@link GanState#arrays}. */
  double[][] state() {
    return single == null ? sums : widened(single);
  }

  GanState meanState() {
    double[][] state = state();
    float[][] means = new float[state.length][];
    for (int i = 0; i < means.length; i++) {
      means[i] = new float[state[i].length];
      for (int j = 0; j < means[i].length; j++) {
        means[i][j] = (float) (state[i][j] / workers);
      }
    }
    return new GanState(means);
  }

  /**
   * @param index of the step in its round, from 0
   */
  StepStats meanStats(int index, long step) {
    double[] s = stats[index];
    return new StepStats(step, s[0] / workers, s[1] / workers, s[2] / workers, s[3] / workers);
  }

  private static double[][] widened(float[][] arrays) {
    double[][] wide = new double[arrays.length][];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = new double[arrays[i].length];
      for (int j = 0; j < wide[i].length; j++) {
        wide[i][j] = arrays[i][j];
      }
    }
    return wide;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sums = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      sums[i] = new double[a[i].length];
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] = a[i][j] + b[i][j];
      }
    }
    return sums;
  }
}
