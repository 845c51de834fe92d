package org.dcgan4j.job;

import java.util.Map;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingStep;

/**
 * How many steps a run's minutes are, where a schedule goes over the whole run. It is found once
 * and written down as {@code training.steps}: with that number the same seed gives the same run.
 * The minutes stay beside it, so that a machine that becomes slower ends in time.
 */
final class RunLength {
  private static final double SECONDS_A_MINUTE = 60;

  /** Of the minutes, for measuring. */
  private static final double SHARE = 0.05;

  /** Java's compiler needs half of them where it shares one core with the steps. */
  private static final double MOST_SECONDS = 30;

  /** Of the minutes, for what comes between the steps: pictures and checkpoints. */
  private static final double BETWEEN = 0.03;

  /** One of them pays the usual penalty. */
  private static final int LEAST_STEPS = 4;

  private RunLength() {}

  /** Of a run that begins: by steps of networks that are thrown away. */
  static Config measured(Config config, RealBatches reals, DataShape examples) {
    long start = System.nanoTime();
    // Unsteered: a young discriminator, which is unsure, would have cheaper steps than most are.
    Config steady = Records.with(config, Map.of("discriminator.penaltyTarget", 0.0));
    TrainingStep step = new TrainingStep(steady, Gan.create(steady, examples), reals);
    double whole = SECONDS_A_MINUTE * config.training().minutes();
    double most = Math.min(SHARE * whole, MOST_SECONDS);
    secondsOf(step, 1, most / 2); // caches and Java's compiler become warm
    double each = secondsOf(step, LEAST_STEPS, most / 2);
    return withSteps(config, (1 - BETWEEN) * (whole - since(start)) / each);
  }

  /** Whether a run has been given as many steps for as many minutes before. */
  static boolean isKnown(Config config, Config before) {
    return before.training().steps() > 0
        && before.training().minutes() == config.training().minutes();
  }

  /** Of one that goes on with other minutes: by all of its steps so far, and what was between. */
  static Config continued(Config config, Position from) {
    double whole = SECONDS_A_MINUTE * config.training().minutes();
    return withSteps(config, whole * from.step() / from.seconds());
  }

  static Config withSteps(Config config, double steps) {
    return Records.with(config, Map.of("training.steps", Math.max(1, Math.round(steps))));
  }

  /** The mean of a step. */
  private static double secondsOf(TrainingStep step, int least, double seconds) {
    long start = System.nanoTime();
    long done = 0;
    while (done < least || since(start) < seconds) {
      step.run(++done);
    }
    return since(start) / done;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
