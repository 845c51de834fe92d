package org.dcgan4j.training;

import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.training.Penalties.Due;
import org.dcgan4j.training.Position.Steered;

/** What follows how a training goes, see {@link Position}. */
record Steering(Augmentation augmentation, Penalties penalties) {

  /**
   * At its beginning.
   *
   * @param updates of the discriminator in the whole run
   */
  static Steering of(Config config, DataShape examples, double updates) {
    TrainingConfig training = config.training();
    return new Steering(
        new Augmentation(training.augmentation(), config.data().pixelRange(), examples),
        new Penalties(config.discriminator(), training.batchSize(), updates));
  }

  /** The penalties that an update pays. */
  List<Due> due(long update) {
    return penalties.due(update, augmentation.penaltyFactor());
  }

  /** The weight of the first penalty that is steered; 0 without any. */
  double penaltyWeight() {
    return augmentation.penaltyFactor() * penalties.steeredWeight();
  }

  /**
   * Follows an update of the discriminator.
   *
   * @param believed the share of its reals that it takes for real, in [0, 1]
   * @param surer how much more it believes in them than in its fakes, in [-1, 1]
   * @param reals how many these were
   */
  void follow(double believed, double surer, int reals) {
    augmentation.steer(believed, reals, penalties.areSpent(surer));
    penalties.steer(surer);
  }

  /**
   * How many batches the generator learns from: one alone where the discriminator is so unsure that
   * penalties are below their beginning, as better fakes would leave it behind for good.
   */
  int generatorBatches(int most) {
    return penalties.images() < 0 ? 1 : most;
  }

  /** As it is now, for a later training to go on from. */
  Steered now() {
    return new Steered(augmentation.strength(), penalties.images(), penalties.course());
  }

  /** Goes on from there. */
  void goOn(Steered from) {
    augmentation.setStrength(from.strength());
    penalties.goOn(from.penaltyImages(), from.penaltyCourse());
  }
}
