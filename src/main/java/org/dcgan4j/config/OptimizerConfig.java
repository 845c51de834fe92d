package org.dcgan4j.config;

/**
 * How one network learns.
 *
 * @param beta1 how much of the running mean of the gradient is kept in a step
 * @param beta2 how much of the running mean of its square is kept in a step
 * @param epsilon keeps the division by a small gradient finite
 */
public record OptimizerConfig(
    OptimizerKind type,
    @Range(from = 0, to = 10, fromIncluded = false) double learningRate,
    @Range(from = 0, to = 1, toIncluded = false) double beta1,
    @Range(from = 0, to = 1, toIncluded = false) double beta2,
    @Range(from = 0, to = 1, fromIncluded = false) double epsilon) {
  public OptimizerConfig {
    Check.components(OptimizerConfig.class, type, learningRate, beta1, beta2, epsilon);
  }
}
