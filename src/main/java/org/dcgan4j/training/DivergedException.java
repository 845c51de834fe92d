package org.dcgan4j.training;

/**
 * Training has left the finite numbers and was stopped. The command line ends with exit status 3.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  DivergedException(StepStats stats) {
    super(
        "training diverged at step "
            + stats.step()
            + ": dLoss "
            + stats.dLoss()
            + ", gLoss "
            + stats.gLoss());
    this.step = stats.step();
  }

  /** The step whose statistics were not finite. */
  public long step() {
    return step;
  }
}
