package org.dcgan4j.bench;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.bench.Spread.Stopwatch;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingStep;

/**
 * Times whole training steps, in a few rounds with matrix products before, between and after. A
 * round is of whole cycles, so that each kind of step has its share wherever a round begins.
 */
final class TrainingBench {
  private static final int ROUNDS = 4;

  private final BenchPlan plan;
  private final TrainingStep trainingStep;
  private final SgemmRate sgemm;
  private final ProcessFigures process = ProcessFigures.ofThisProcess();
  private final Stopwatch stopwatch = new Stopwatch();
  private Optional<Long> faults = Optional.of(0L);
  private final int cycle;
  private long step;

  TrainingBench(Config config, Gan gan, BenchPlan plan, SgemmRate sgemm) {
    int batch = config.training().batchSize();
    this.plan = plan;
    this.cycle = StepWork.cycle(config);
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
    int cycles = (plan.steps() + cycle - 1) / cycle;
    int rounds = Math.min(ROUNDS, cycles);
    for (int round = 0; round < rounds; round++) {
      sgemm.measure();
      step(); // the threads of the products have come to rest after it
      timedSteps(cycle * (cycles * (round + 1) / rounds - cycles * round / rounds));
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

  Stopwatch stopwatch() {
    return stopwatch;
  }

  /** Page faults of the timed steps. */
  Optional<Long> faults() {
    return faults;
  }

  /** One batch of noise in [-1, 1), held in memory: no time of a step goes into reading data. */
  private static final class SyntheticReals implements RealBatches {
    private final float[] values;
    private final int[] labels;

    /**
     * @param batch images in it
     * @param length of all of them, in numbers
     * @param classes 0 for none
     */
    SyntheticReals(int batch, int length, int classes) {
      labels =
          classes == 0 ? new int[0] : IntStream.range(0, batch).map(i -> i % classes).toArray();
      Random random = new Random(1);
      values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
    }

    @Override
    public int batchesPerEpoch() {
      return 1;
    }

    /** All take turns. */
    @Override
    public int[] labels(long number) {
      return labels.clone();
    }

    @Override
    public void fill(long number, float[] batch) {
      System.arraycopy(values, 0, batch, 0, values.length);
    }
  }
}
