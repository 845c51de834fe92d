package org.dcgan4j.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.training.Trainer.GanStep;
import org.dcgan4j.training.TrainingListener.StepStats;

/**
 * Synchronous data-parallel training by averaging (McDonald, Hall and Mann, "Distributed training
 * strategies for the structured perceptron", 2010; Zinkevich et al., "Parallelized stochastic
 * gradient descent", 2010): every worker trains on its share of the batches for some steps, then
 * the parameters and the optimisers' state of both networks are averaged.
 *
 * <p>A round's result is a pure function of the state before it and the steps' numbers: a worker
 * that is lost costs its part of the round once more, and changes no bit.
 */
final class AveragedStep implements GanStep {
  private static final int TREE_DEPTH = 2;

  private final JavaSparkContext spark;
  private final Gan gan;
  private final int localSteps;
  private final JavaRDD<Integer> workers;
  private final Broadcast<WorkerPlan> plan;
  private final RoundClock clock;
  private RoundSum round = RoundSum.NONE;

  /**
   * @param gan gets the average at the end of each round
   * @param localSteps steps of a round, τ
   * @param clock told of each round
   */
  AveragedStep(JavaSparkContext spark, WorkerPlan plan, Gan gan, int localSteps, RoundClock clock) {
    this.spark = spark;
    this.gan = gan;
    this.localSteps = localSteps;
    this.clock = clock;
    List<Integer> numbers = IntStream.range(0, plan.workers()).boxed().toList();
    this.workers = spark.parallelize(numbers, plan.workers());
    this.plan = spark.broadcast(plan);
  }

  /**
   * The first step of a round computes all of it, so that the GAN is that of the round's end until
   * the round is over; ticks, checkpoints and limits fall on ends of rounds only.
   */
  @Override
  public StepStats run(long step) {
    int index = (int) ((step - 1) % localSteps);
    if (index == 0) {
      long start = System.nanoTime();
      round = train(step);
      round.meanInto(gan);
      clock.add((System.nanoTime() - start) / 1e9, round.seconds());
    }
    return round.meanStats(index, step);
  }

  private RoundSum train(long firstStep) {
    Broadcast<GanState> state = spark.broadcast(GanState.copyOf(gan));
    Broadcast<WorkerPlan> shared = plan;
    int steps = localSteps;
    try {
      return workers
          .mapPartitions(
              numbers -> {
                RoundSum sum = RoundSum.NONE;
                while (numbers.hasNext()) {
                  Worker worker = Worker.of(shared.value(), numbers.next());
                  sum = sum.plus(worker.train(state.value(), firstStep, steps));
                }
                return List.of(sum).iterator();
              })
          .treeAggregate(RoundSum.NONE, RoundSum::plus, RoundSum::plus, TREE_DEPTH);
    } finally {
      state.destroy();
    }
  }
}
