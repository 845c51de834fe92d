package org.dcgan4j.training;

import java.time.Duration;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.RealBatches;

/**
 * When a training ends: at the first limit that it reaches.
 *
 * @param stepsPerEpoch how many steps use the data once; a fraction where a step takes several
 *     batches
 * @param lastStep the last step, or {@link Long#MAX_VALUE}
 * @param time the longest time, of all processes of the run together; null for none
 */
public record TrainingLimits(double stepsPerEpoch, long lastStep, Duration time) {

  public static TrainingLimits of(TrainingConfig config, RealBatches reals) {
    double stepsPerEpoch = (double) reals.batchesPerEpoch() / config.discriminatorSteps();
    long last = config.steps() > 0 ? config.steps() : Long.MAX_VALUE;
    if (config.epochs() > 0) {
      last = Math.min(last, (long) Math.ceil(config.epochs() * stepsPerEpoch));
    }
    Duration time =
        config.minutes() > 0 ? Duration.ofMillis((long) (config.minutes() * 60_000)) : null;
    return new TrainingLimits(stepsPerEpoch, last, time);
  }

  /** Whether a training that got so far is done. */
  public boolean reached(long step, Duration elapsed) {
    return step >= lastStep || (time != null && elapsed.compareTo(time) >= 0);
  }

  /** The share that is done, of the limit that is nearer. */
  double progress(long step, Duration elapsed) {
    double ofSteps = lastStep == Long.MAX_VALUE ? 0 : (double) step / lastStep;
    double ofTime = time == null ? 0 : (double) elapsed.toMillis() / time.toMillis();
    return Math.min(1, Math.max(ofSteps, ofTime));
  }
}
