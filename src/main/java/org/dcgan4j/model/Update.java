package org.dcgan4j.model;

import org.dcgan4j.config.OptimizerConfig;

/**
 * One of the updates that an optimiser makes.
 *
 * @param number how many were made before, for Adam's bias correction
 * @param learningRate of this one
 */
public record Update(int number, double learningRate) {

  /**
   * An update of a run, at the rate that the schedule says.
   *
   * @param number from 0
   * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
   * @param batch images in each
   */
  public static Update of(OptimizerConfig config, long number, long updates, int batch) {
    double images = (double) number * batch;
    double whole = (double) updates * batch;
    return new Update(Math.toIntExact(number), config.learningRate().at(images, whole));
  }
}
