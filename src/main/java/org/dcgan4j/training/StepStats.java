package org.dcgan4j.training;

/**
 * What one training step says of itself.
 *
 * @param step the step's number, from 1
 * @param dLoss the discriminator's loss: its mean over the reals plus its mean over the fakes
 * @param gLoss the generator's loss, mean over the batch
 * @param dReal how far the discriminator believes in the reals, mean in [0, 1]: a probability, or
 *     what the loss has in its place
 * @param dFake how far it believes in the fakes it learns from, mean in [0, 1]
 */
public record StepStats(long step, double dLoss, double gLoss, double dReal, double dFake) {

  /** Whether every figure is a finite number; where not, training has diverged. */
  public boolean isFinite() {
    return Double.isFinite(dLoss + gLoss + dReal + dFake);
  }
}
