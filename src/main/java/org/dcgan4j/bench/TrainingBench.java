package org.dcgan4j.bench;

import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.StepStats;
import org.dcgan4j.training.TrainingStep;

/** Times whole training steps, in a few rounds with matrix products before, between and after. */
final class TrainingBench {
  private static final int ROUNDS = 4;

  private final BenchPlan plan;
  private final TrainingStep trainingStep;
  private final SgemmRate sgemm;
  private final ProcessFigures process = ProcessFigures.ofThisProcess();
  private final Stopwatch stopwatch = new Stopwatch();
  private Optional<Long> faults = Optional.of(0L);
  private long step;

  TrainingBench(Config config, Gan gan, BenchPlan plan, SgemmRate sgemm) {
    int batch = config.training().batchSize();
    this.plan = plan;
    this.trainingStep =
        new TrainingStep(
            config,
            gan,
            new SyntheticReals(
                batch, batch * gan.generator().output().length(), config.generator().classes()));
    this.sgemm = sgemm;
  }

  void run() {
    for (int i = 0; i < plan.warmUp(); i++) {
      step();
    }
    int rounds = Math.min(ROUNDS, plan.steps());
    for (int round = 0; round < rounds; round++) {
      sgemm.measure();
      step(); // the threads of the products have come to rest after it
      timedSteps(plan.steps() * (round + 1) / rounds - plan.steps() * round / rounds);
    }
    sgemm.measure();
  }

  private void timedSteps(int count) {
    Optional<Long> before = process.minorFaults();
    for (int i = 0; i < count; i++) {
      stopwatch.time(this::step);
    }
    Optional<Long> after = process.minorFaults();
    faults = faults.flatMap(sum -> after.flatMap(a -> before.map(b -> sum + a - b)));
  }

  private void step() {
    StepStats stats = trainingStep.run(++step);
    if (!stats.isFinite()) {
      throw new InvalidInputException(
          "the configured training diverges at step " + step + ", so its speed says nothing");
    }
  }

  Spread millis() {
    return stopwatch.spread();
  }

  /** Page faults of the timed steps. */
  Optional<Long> faults() {
    return faults;
  }
}
