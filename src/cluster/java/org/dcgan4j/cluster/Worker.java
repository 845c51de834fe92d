package org.dcgan4j.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingStep;

/**
 * One worker's networks, kept in its process from round to round. They hold nothing that the next
 * round's state does not replace, so any process can take over any worker's part.
 */
final class Worker {
  private static final Map<String, Worker> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Gan gan;
  private final TrainingStep step;

  private Worker(WorkerPlan plan, int number) {
    Config config = plan.shareOf(number);
    RealBatches shuffled = plan.data().batches(plan.share());
    this.gan = Gan.create(config, Gan.shapeOf(config));
    this.step = new TrainingStep(config, gan, new ShareOfBatches(shuffled, number, plan.workers()));
  }

  /** The workers of other plans go: their trainings are over. */
  static Worker of(WorkerPlan plan, int number) {
    OF_THIS_PROCESS.keySet().removeIf(key -> !key.startsWith(plan.id() + "/"));
    return OF_THIS_PROCESS.computeIfAbsent(plan.id() + "/" + number, k -> new Worker(plan, number));
  }

  static int kept() {
    return OF_THIS_PROCESS.size();
  }

  /** Trains a round's steps from a state; one task at a time has a worker's networks. */
  synchronized RoundSum train(GanState state, long firstStep, int steps) {
    long start = System.nanoTime();
    state.into(gan);
    StepStats[] stats = new StepStats[steps];
    for (int i = 0; i < steps; i++) {
      stats[i] = step.run(firstStep + i);
    }
    return RoundSum.of(GanState.copyOf(gan), stats, (System.nanoTime() - start) / 1e9);
  }
}
