package org.dcgan4j.training;

/**
 * The training at a tick: where it is, how fast it goes, and means over the steps since the tick
 * before.
 *
 * @param step steps done so far
 * @param epoch passes through the data so far, a fraction in between
 * @param images real images seen so far
 * @param seconds time spent in steps so far, in all processes of the run
 * @param imagesPerSecond real images a second since the tick before
 * @param dLoss see {@link StepStats#dLoss()}
 * @param gLoss see {@link StepStats#gLoss()}
 * @param dOfX see {@link StepStats#dOfX()}
 * @param dOfGz see {@link StepStats#dOfGz()}
 */
public record TickStats(
    long step,
    double epoch,
    long images,
    double seconds,
    double imagesPerSecond,
    double dLoss,
    double gLoss,
    double dOfX,
    double dOfGz) {}
