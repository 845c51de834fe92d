package org.dcgan4j.image;

/**
 * One point of the chart of losses; what is not finite is drawn as a gap.
 *
 * @param step the step it stands at
 * @param dLoss the discriminator's loss
 * @param gLoss the generator's loss
 * @param dReal mean probability that the discriminator gives to reals, in [0, 1]
 * @param dFake mean probability that it gives to fakes, in [0, 1]
 */
public record LossPoint(long step, double dLoss, double gLoss, double dReal, double dFake)
    implements ChartPanel.Point {}
