package org.dcgan4j.model;

import org.dcgan4j.compute.Backend;
import org.dcgan4j.config.GeneratorConfig.AverageConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential moving average of a generator, as a generator over an array of its own. The
 * running statistics of batch normalisation are averaged with the weights they belong to.
 *
 * @param generator what the average draws with
 */
public record GeneratorEma(
    AverageConfig config, Backend backend, INDArray trained, Generator generator) {

  /**
   * Moves the average towards the trained parameters, after one update of them.
   *
   * @param update the number of the update, from 1
   * @param batch images in each
   */
  public void follow(long update, int batch) {
    double decay = config.decay((double) update * batch, batch);
    backend.average(parameters(), trained, decay);
  }

  /** The average itself, {@code [1, n]}. */
  public INDArray parameters() {
    return generator.graph().params();
  }
}
