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
   * Inputs to one output of a layer, the most that the learning rate is meant for; a network with
   * more learns as many times slower. An update by Adam moves each weight by about the rate, so
   * that an output moves with the number of its inputs (Yang et al., "Tensor programs V", 2022). 0
   * is any number.
   */
  int fanIn();

  /**
   * Images of a run, the most that the learning rate is meant for; a longer one learns as the
   * square root of as many times slower: what its weights are moved by chance is what is left of
   * them after so many updates. 0 is any number.
   */
  double runImages();

  /** The learning rate at so many images of those of a whole run, which may be infinite. */
  default double rate(double images, double whole) {
    return learningRate().at(images, whole) * scaleOfRun(whole);
  }

  /**
   * What the learning rate is multiplied by in a run of so many images; 1 where that is not known.
   */
  default double scaleOfRun(double whole) {
    return runImages() == 0 || Double.isInfinite(whole)
        ? 1
        : Math.min(1, Math.sqrt(runImages() / whole));
  }

  /**
   * What the learning rate is multiplied by for the network's size.
   *
   * @param most inputs to one output of any of the network's layers
   */
  default double scale(double most) {
    return fanIn() == 0 ? 1 : Math.min(1, fanIn() / most);
  }

  /** Whether it goes by how many images a whole run has. */
  default boolean needsLength() {
    return runImages() > 0
        || learningRate().overWholeRun()
        || this instanceof Adam adam && adam.beta2().overWholeRun();
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
   * @param runImages images of a run, the most that the rate is meant for: with more it is as the
   *     square root of as many times smaller; 0 is any number
   */
  @Kind("adam")
  record Adam(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0.5") @Range(from = 0, to = 1, toIncluded = false) double beta1,
      @Default("0.999") @Range(from = 0, to = 1, toIncluded = false) Schedule beta2,
      @Default("1e-8") @Range(from = 0, to = 1, fromIncluded = false) double epsilon,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm,
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn,
      @Default("0") @Range(from = 0, to = 1e12) double runImages)
      implements OptimizerConfig {
    public Adam {
      Records.check(learningRate, beta1, beta2, epsilon, clipNorm, fanIn, runImages);
    }
  }

  /** Gradient descent: the gradient times the learning rate, and nothing kept. */
  @Kind("sgd")
  record Sgd(
      @Range(from = 0, to = 10, fromIncluded = false) Schedule learningRate,
      @Default("0") @Range(from = 0, to = 1e9) double clipNorm,
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn,
      @Default("0") @Range(from = 0, to = 1e12) double runImages)
      implements OptimizerConfig {
    public Sgd {
      Records.check(learningRate, clipNorm, fanIn, runImages);
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
      @Default("0") @Range(from = 0, to = 1_000_000) int fanIn,
      @Default("0") @Range(from = 0, to = 1e12) double runImages)
      implements OptimizerConfig {
    public Momentum {
      Records.check(learningRate, momentum, nesterov, clipNorm, fanIn, runImages);
    }
  }
}
