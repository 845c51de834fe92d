package org.dcgan4j.cluster;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;

/**
 * How a training is cut into rounds.
 *
 * @param workers how many share a batch
 * @param localSteps steps of a round, τ
 */
record Rounds(int workers, int localSteps) {

  /**
   * Whatever looks at the networks must find them at the end of a round.
   *
   * @throws InvalidInputException if a batch cannot be shared, or something falls into a round
   */
  void check(Config config) {
    TrainingConfig training = config.training();
    if (workers < 1 || training.batchSize() % workers != 0) {
      throw new InvalidInputException(
          Text.format(
              "--workers: given %d, legal are the divisors of the batch of %d",
              workers, training.batchSize()));
    }
    if (localSteps < 1) {
      throw new InvalidInputException(
          Text.format("--local-steps: given %d, legal is 1 or more", localSteps));
    }
    if (training.steps() == 0 || training.epochs() > 0 || training.minutes() > 0) {
      throw new InvalidInputException(
          "--steps: given nothing, and the configuration ends by epochs or minutes; a cluster"
              + " trains for a number of steps");
    }
    requireWhole("the number of steps", training.steps());
    requireWhole("tick.every", config.tick().every());
    requireWhole("checkpoint.every", config.checkpoint().every());
  }

  /**
   * @throws InvalidInputException if rounds do not end at these steps
   */
  void requireWhole(String what, long steps) {
    if (steps % localSteps != 0) {
      throw new InvalidInputException(
          Text.format(
              "%s: given %d, legal are the multiples of --local-steps %d",
              what, steps, localSteps));
    }
  }
}
