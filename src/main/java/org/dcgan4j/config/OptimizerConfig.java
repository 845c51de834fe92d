package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * How one network learns.
 *
 * @param learningRate of the first update; {@code schedule} says how it goes on
 * @param beta1 Adam: how much of the running mean of the gradient is kept in an update
 * @param beta2 Adam: how much of the running mean of its square is kept in an update
 * @param epsilon Adam: keeps the division by a small gradient finite
 * @param momentum momentum: how much of the velocity is kept in an update
 * @param clipNorm the largest norm of the whole network's gradient; a larger one is scaled down to
 *     it (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013); 0 is no
 *     limit
 * @param nesterov momentum: whether the velocity looks one update ahead
 */
public record OptimizerConfig(
    OptimizerKind type,
    @Range(from = 0, to = 10, fromIncluded = false) double learningRate,
    @Range(from = 0, to = 1, toIncluded = false) double beta1,
    @Range(from = 0, to = 1, toIncluded = false) double beta2,
    @Range(from = 0, to = 1, fromIncluded = false) double epsilon,
    @Range(from = 0, to = 1, toIncluded = false) double momentum,
    boolean nesterov,
    @Range(from = 0, to = 1e9) double clipNorm,
    ScheduleConfig schedule) {
  public OptimizerConfig {
    Check.components(
        OptimizerConfig.class,
        type,
        learningRate,
        beta1,
        beta2,
        epsilon,
        momentum,
        nesterov,
        clipNorm,
        schedule);
  }

  /**
   * The learning rate of one update.
   *
   * @param update from 0
   * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
   */
  public double learningRate(long update, long updates) {
    return learningRate * schedule.share(update, updates);
  }
}
