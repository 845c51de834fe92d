package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SpectralNorm;
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
  private final Broadcast<Worker.Plan> plan;
  private final ClusterTrain.Watch watch;
  private Sum round;

  /** The GAN gets the average at the end of each round, which has {@code localSteps} steps, τ. */
  AveragedStep(
      JavaSparkContext spark, Worker.Plan plan, Gan gan, int localSteps, ClusterTrain.Watch watch) {
    this.spark = spark;
    this.gan = gan;
    this.localSteps = localSteps;
    this.watch = watch;
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
      watch.add((System.nanoTime() - start) / 1e9, round.seconds());
    }
    return round.meanStats(index, step);
  }

  private Sum train(long firstStep) {
    Broadcast<GanState> state = spark.broadcast(GanState.copyOf(gan));
    Broadcast<Worker.Plan> shared = plan;
    int steps = localSteps;
    try {
      return workers
          .map(n -> Worker.of(shared.value(), n).train(state.value(), firstStep, steps))
          .treeReduce(Sum::plus, TREE_DEPTH);
    } finally {
      state.destroy();
    }
  }

  /**
   * What some workers made of a round, added up. In double precision, where sums of floats are
   * exact in practice, so that the order in which workers answer changes nothing. One worker's part
   * travels as the floats that it is, which is half as much.
   *
   * @param single {@link GanState#arrays} of one worker; null for several
   * @param sums of several workers' arrays; null for one
   * @param stats for each step of the round the sums of its four statistics
   * @param seconds that the slowest of them trained
   * @param workers how many
   */
  record Sum(float[][] single, double[][] sums, double[][] stats, double seconds, int workers)
      implements Serializable {
    /** One worker's part, with the statistics of the round's steps. */
    static Sum of(GanState state, StepStats[] stats, double seconds) {
      double[][] figures =
          Stream.of(stats)
              .map(s -> new double[] {s.dLoss(), s.gLoss(), s.dReal(), s.dFake()})
              .toArray(double[][]::new);
      return new Sum(state.arrays(), null, figures, seconds, 1);
    }

    Sum plus(Sum other) {
      double[][] states = new double[arrays()][];
      for (int i = 0; i < states.length; i++) {
        states[i] = new double[length(i)];
        for (int j = 0; j < states[i].length; j++) {
          states[i][j] = at(i, j) + other.at(i, j);
        }
      }
      double[][] figures = new double[stats.length][4];
      for (int i = 0; i < figures.length; i++) {
        for (int j = 0; j < figures[i].length; j++) {
          figures[i][j] = stats[i][j] + other.stats[i][j];
        }
      }
      double slowest = Math.max(seconds, other.seconds);
      return new Sum(null, states, figures, slowest, workers + other.workers);
    }

    /** Writes the mean of the workers' states into a GAN. */
    void meanInto(Gan gan) {
      meanState().into(gan);
      if (workers > 1) {
        gan.discriminator().spectralNorm().ifPresent(SpectralNorm::divideRaw);
      }
    }

    GanState meanState() {
      float[][] means = new float[arrays()][];
      for (int i = 0; i < means.length; i++) {
        means[i] = new float[length(i)];
        for (int j = 0; j < means[i].length; j++) {
          means[i][j] = (float) (at(i, j) / workers);
        }
      }
      return new GanState(means);
    }

    private int arrays() {
      return single == null ? sums.length : single.length;
    }

    private int length(int array) {
      return single == null ? sums[array].length : single[array].length;
    }

    /** Of both kinds: widening one worker's floats first would double what a sum allocates. */
    private double at(int array, int index) {
      return single == null ? sums[array][index] : single[array][index];
    }

    /** Of the step with this index in its round, from 0. */
    StepStats meanStats(int index, long step) {
      double[] s = stats[index];
      return new StepStats(step, s[0] / workers, s[1] / workers, s[2] / workers, s[3] / workers);
    }
  }
}
