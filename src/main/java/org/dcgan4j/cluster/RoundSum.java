package org.dcgan4j.cluster;

import java.io.Serializable;
import org.dcgan4j.training.StepStats;

/**
 * What some workers made of a round, added up. In double precision, where sums of floats are exact
 * in practice, so that the order in which workers answer changes nothing.
 *
 * @param state sums of {@link GanState#arrays}; null for no worker
 * @param stats for each step of the round the sums of its four statistics
 * @param workers how many
 */
record RoundSum(double[][] state, double[][] stats, int workers) implements Serializable {
  static final RoundSum NONE = new RoundSum(null, null, 0);

  static RoundSum of(GanState state, StepStats[] stats) {
    double[][] sums = new double[state.arrays().length][];
    for (int i = 0; i < sums.length; i++) {
      float[] array = state.arrays()[i];
      sums[i] = new double[array.length];
      for (int j = 0; j < array.length; j++) {
        sums[i][j] = array[j];
      }
    }
    double[][] figures = new double[stats.length][];
    for (int i = 0; i < stats.length; i++) {
      StepStats s = stats[i];
      figures[i] = new double[] {s.dLoss(), s.gLoss(), s.dOfX(), s.dOfGz()};
    }
    return new RoundSum(sums, figures, 1);
  }

  RoundSum plus(RoundSum other) {
    if (workers == 0 || other.workers == 0) {
      return workers == 0 ? other : this;
    }
    return new RoundSum(sum(state, other.state), sum(stats, other.stats), workers + other.workers);
  }

  GanState meanState() {
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
