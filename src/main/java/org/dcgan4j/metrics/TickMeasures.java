package org.dcgan4j.metrics;

import java.util.List;

/**
 * What a training measured at one step. Of few samples: a Fréchet distance of few is larger than
 * one of many, so compare it with its floor and with other ticks, and with nothing else.
 *
 * @param step steps done
 * @param n how many samples, and reals for the floors
 * @param frechet see {@link FeatureStatistics#frechetDistance}
 * @param frechetFloor of {@code n} other reals
 * @param precision see {@link ManifoldScores}
 * @param recall see {@link ManifoldScores}
 * @param coverage see {@link ManifoldScores}
 * @param coverageFloor of {@code n} other reals
 * @param confidence the mean probability of the most probable class
 * @param classDistance the total variation distance of the class shares from the reals'
 * @param classShares for each class the share of samples that are read as it
 * @param realShares the same of the reals
 */
public record TickMeasures(
    long step,
    int n,
    double frechet,
    double frechetFloor,
    double precision,
    double recall,
    double coverage,
    double coverageFloor,
    double confidence,
    double classDistance,
    List<Double> classShares,
    List<Double> realShares) {

  public TickMeasures {
    classShares = List.copyOf(classShares);
    realShares = List.copyOf(realShares);
    if (step < 0 || n < 1 || classShares.size() != realShares.size()) {
      throw new IllegalArgumentException("measures of step " + step + " do not fit each other");
    }
  }
}
