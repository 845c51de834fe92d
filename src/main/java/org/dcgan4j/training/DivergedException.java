package org.dcgan4j.training;

import org.dcgan4j.binding.Text;
import org.dcgan4j.training.TrainingListener.StepStats;

/**
 * Training has left the finite numbers and was stopped. The command line ends with exit status 3.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  DivergedException(StepStats stats) {
    this(stats.step(), "dLoss " + stats.dLoss() + ", gLoss " + stats.gLoss());
  }

  /**
   * @param what is no finite number
   */
  public DivergedException(long step, String what) {
    super("training diverged at step " + step + ": " + what);
    this.step = step;
  }

  /**
   * @param consequence what to do about it, or what was done
   */
  public DivergedException(DivergedException cause, String consequence) {
    super(cause.getMessage() + "; " + consequence, cause);
    this.step = cause.step;
  }

  /**
   * As a line for who watches the training.
   *
   * @param from where it goes on
   */
  public String goingBackTo(Position from) {
    int count = from.recovery().count();
    return Text.format(
        "%s; going back to step %d with other random numbers and 1/%.0f of the learning rates (recovery %d)",
        getMessage(), from.step(), Math.scalb(1.0, count), count);
  }

  /** The step whose figures or parameters were not finite. */
  public long step() {
    return step;
  }
}
