package org.dcgan4j.training;

/** Where a training stands, for its listeners. */
public interface TrainingState {

  /** What a training that goes on from here needs to know. */
  Position position();

  /** Steps done so far, counted from the run's very first. */
  default long step() {
    return position().step();
  }

  /** The step at which training ends, or {@link Long#MAX_VALUE} when only time ends it. */
  long lastStep();

  /** The share that is done, in [0, 1]: of the steps, or of the time when that ends first. */
  double progress();
}
