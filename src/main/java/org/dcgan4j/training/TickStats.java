package org.dcgan4j.training;

import com.fasterxml.jackson.annotation.JsonProperty;

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
 * @param dReal see {@link StepStats#dReal()}
 * @param dFake see {@link StepStats#dFake()}
 */
public record TickStats(
    long step,
    double epoch,
    long images,
    double seconds,
    double imagesPerSecond,
    double dLoss,
    double gLoss,
    @JsonProperty("dOfX") double dReal,
    @JsonProperty("dOfGz") double dFake) {
  /**
   * The means since the last tick, of at least one step.
   *
   * @param stepsPerEpoch see {@link TrainingLimits}
   */
  static TickStats of(Position position, int imagesPerStep, double stepsPerEpoch) {
    Position.TickSums sums = position.sinceTick();
    return new TickStats(
        position.step(),
        position.step() / stepsPerEpoch,
        position.step() * imagesPerStep,
        position.seconds(),
        sums.steps() * imagesPerStep / sums.seconds(),
        sums.dLoss() / sums.steps(),
        sums.gLoss() / sums.steps(),
        sums.dReal() / sums.steps(),
        sums.dFake() / sums.steps());
  }
}
