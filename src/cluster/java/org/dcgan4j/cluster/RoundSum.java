package org.dcgan4j.cluster;

import java.io.Serializable;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SpectralNorm;
import org.dcgan4j.training.TrainingListener.StepStats;

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
      figures[i] = new double[] {s.dLoss(), s.gLoss(), s.dReal(), s.dFake()};
    }
    return new RoundSum(state.arrays(), null, figures, seconds, 1);
  }

  RoundSum plus(RoundSum other) {
    if (workers == 0 || other.workers == 0) {
      return workers == 0 ? other : this;
    }
    return new RoundSum(
        null,
        sumOfStates(other),
        sum(stats, other.stats),
        Math.max(seconds, other.seconds),
        workers + other.workers);
  }

  private double[][] sumOfStates(RoundSum other) {
    double[][] totals = new double[arrays()][];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = new double[length(i)];
      for (int j = 0; j < totals[i].length; j++) {
        totals[i][j] = at(i, j) + other.at(i, j);
      }
    }
    return totals;
  }

  /** Writes the mean of the workers' states into a GAN. */
  void meanInto(Gan gan) {
    meanState().into(gan);
    if (workers > 1) {
      gan.discriminator().spectralNorm().ifPresent(SpectralNorm::divideRaw);
    }
  }

  GanState meanState() {
    float[][] means = new float[arrays()][];
    for (int i = 0; i < means.length; i++) {
      means[i] = new float[length(i)];
      for (int j = 0; j < means[i].length; j++) {
        means[i][j] = (float) (at(i, j) / workers);
      }
    }
    return new GanState(means);
  }

  private int arrays() {
    return single == null ? sums.length : single.length;
  }

  private int length(int array) {
    return single == null ? sums[array].length : single[array].length;
  }

  /**
   * Both kinds in one loop: widening one worker's floats first would double what a sum allocates.
   */
  private double at(int array, int index) {
    return single == null ? sums[array][index] : single[array][index];
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
