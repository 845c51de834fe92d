package org.dcgan4j.config;

import java.util.stream.Stream;
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
   * Inputs to one output of a layer, the most that the learning rate is meant for; a network with
   * more learns as many times slower. An update by Adam moves each weight by about the rate, so
   * that an output moves with the number of its inputs (Yang et al., "Tensor programs V", 2022). 0
   * is any number.
   */
  int fanIn();

  /**
   * What the learning rate is multiplied by.
   *
   * @param most inputs to one output of any of the network's layers
   */
  default double scale(double most) {
    return fanIn() == 0 ? 1 : Math.min(1, fanIn() / most);
  }

  /** All that changes with the images seen. */
  default Stream<Schedule> schedules() {
    return this instanceof Adam adam
        ? Stream.of(learningRate(), adam.beta2())
        : Stream.of(learningRate());
  }

  /**
   * Kingma and Ba's Adam: momentum and a step size for each weight.
   *
   * @param learningRate of each update
   * @param beta1 how much of the running mean of the gradient is kept in an update
   * @param beta2 how much of the running mean of its square is kept in an update
   * @param epsilon keeps the division by a small gradient finite
   * @param clipNorm the largest norm of the gradient; 0 is no limit
   * @param fanIn inputs to one output of a layer, the most that the rate is meant for: with more it
   *     is as many times smaller; 0 is any number
   */
  @Kind("adam")
  record Adam(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0.5") @Range(from = 0, to = 1, toIncluded = false) double beta1,
      @Default("0.999") @Range(from = 0, to = 1, toIncluded = false) Schedule beta2,
      @Default("1e-8") @Range(from = 0, to = 1, fromIncluded = false) double epsilon,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm,
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn)
      implements OptimizerConfig {
    public Adam {
      Records.check(learningRate, beta1, beta2, epsilon, clipNorm, fanIn);
    }
  }

  /** Gradient descent: the gradient times the learning rate, and nothing kept. */
  @Kind("sgd")
  record Sgd(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm,
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn)
      implements OptimizerConfig {
    public Sgd {
      Records.check(learningRate, clipNorm, fanIn);
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
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm,
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn)
      implements OptimizerConfig {
    public Momentum {
      Records.check(learningRate, momentum, nesterov, clipNorm, fanIn);
    }
  }
}
