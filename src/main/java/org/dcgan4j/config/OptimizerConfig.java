package org.dcgan4j.config;

import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Kind;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;

/** How the gradient of one network becomes a change of its weights. */
public sealed interface OptimizerConfig {

  Schedule learningRate();

  /**
   * The largest norm of the whole network's gradient; a larger one is scaled down to it (Pascanu et
   * al., "On the difficulty of training recurrent neural networks", 2013); 0 is no limit.
   */
  double clipNorm();

  /**
   * Kingma and Ba's Adam: momentum and a step size for each weight.
   *
   * @param learningRate of each update
   * @param beta1 how much of the running mean of the gradient is kept in an update
   * @param beta2 how much of the running mean of its square is kept in an update
   * @param epsilon keeps the division by a small gradient finite
   * @param clipNorm the largest norm of the gradient; 0 is no limit
   */
  @Kind("adam")
  record Adam(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0.5") @Range(from = 0, to = 1, toIncluded = false) double beta1,
      @Default("0.999") @Range(from = 0, to = 1, toIncluded = false) double beta2,
      @Default("1e-8") @Range(from = 0, to = 1, fromIncluded = false) double epsilon,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm)
      implements OptimizerConfig {
    public Adam {
      Records.check(learningRate, beta1, beta2, epsilon, clipNorm);
    }
  }

  /** Gradient descent: the gradient times the learning rate, and nothing kept. */
  @Kind("sgd")
  record Sgd(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm)
      implements OptimizerConfig {
    public Sgd {
      Records.check(learningRate, clipNorm);
    }
  }

  /**
   * Gradient descent on a velocity that keeps a share of itself in each update.
   *
   * @param momentum that share
   * @param nesterov whether the velocity looks one update ahead
   */
  @Kind("momentum")
  record Momentum(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0.9") @Range(from = 0, to = 1, toIncluded = false) double momentum,
      @Default("false") boolean nesterov,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm)
      implements OptimizerConfig {
    public Momentum {
      Records.check(learningRate, momentum, nesterov, clipNorm);
    }
  }
}
