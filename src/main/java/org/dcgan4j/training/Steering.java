package org.dcgan4j.training;

import org.dcgan4j.training.Position.Steered;

/** What follows how a training goes, see {@link Position}. */
record Steering(Augmentation augmentation, Penalties penalties) {

  /** As it is now, for a later training to go on from. */
  Steered now() {
    return new Steered(augmentation.strength(), penalties.images());
  }

  /** Goes on from there. */
  void goOn(Steered from) {
    augmentation.setStrength(from.strength());
    penalties.setImages(from.penaltyImages());
  }
}
