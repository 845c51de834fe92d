package org.dcgan4j.training;

/**
 * What one training step says of itself.
 *
 * @param step the step's number, from 1
 * @param dLoss the discriminator's loss: its mean over the reals plus its mean over the fakes
 * @param gLoss the generator's loss, mean over the batch
 * @param dOfX mean probability that the discriminator gives to reals, in [0, 1]
 * @param dOfGz mean probability that it gives to the fakes it learns from, in [0, 1]
 */
public record StepStats(long step, double dLoss, double gLoss, double dOfX, double dOfGz) {

  /** Whether every figure is a finite number; where not, training has diverged. */
  public boolean isFinite() {
    return Double.isFinite(dLoss + gLoss + dOfX + dOfGz);
  }
}
