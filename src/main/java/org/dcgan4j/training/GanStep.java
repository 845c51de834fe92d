package org.dcgan4j.training;

/** One step of a training, wherever it is computed. */
public interface GanStep {

  /**
   * Trains both networks once.
   *
   * @param step the step's number, from 1
   */
  StepStats run(long step);
}
