package org.dcgan4j.training;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.dcgan4j.training.TrainingListener.TrainingState;

/**
 * Runs training steps until a limit is reached or somebody asks to stop; everything else is a
 * listener's work.
 */
public final class Trainer {
  private final GanStep trainingStep;
  private final TrainingLimits limits;
  private final int imagesPerStep;
  private final int tickEvery;
  private final List<TrainingListener> savers;
  private final List<TrainingListener> watchers;
  private final Set<String> failures = new HashSet<>();
  private final Duration before;
  private Position position;
  private long startNanos;

  /**
   * @param from what the networks have already behind them
   */
  public Trainer(
      Config config, Gan gan, RealBatches reals, Position from, List<TrainingListener> listeners) {
    this(config, new TrainingStep(config, gan, reals), reals, from, listeners);
  }

  /**
   * @param step how the GAN that the listeners know is trained
   * @param from what it has already behind it
   */
  public Trainer(
      Config config,
      GanStep step,
      RealBatches reals,
      Position from,
      List<TrainingListener> listeners) {
    this.imagesPerStep = config.training().batchSize() * config.training().discriminatorSteps();
    this.trainingStep = step;
    this.limits = TrainingLimits.of(config.training(), reals);
    this.tickEvery = config.tick().every();
    this.savers = listeners.stream().filter(TrainingListener::saves).toList();
    this.watchers = listeners.stream().filter(listener -> !listener.saves()).toList();
    this.before = from.trained();
    this.position = from;
    step.steering().ifPresent(steering -> steering.goOn(from.steered()));
  }

  /**
   * Trains.
   *
   * @param stopRequested asked after each step, and after what is told of it
   * @return whether training reached its end, rather than being asked to stop
   * @throws DivergedException when a loss is no finite number
   */
  public boolean run(BooleanSupplier stopRequested) {
    startNanos = System.nanoTime();
    tell(listener -> listener.onStart(state()));
    boolean stopped = false;
    while (!stopped && !limits.reached(position.step(), elapsed())) {
      StepStats stats = step(position.step() + 1);
      // Before anything is written, too: where it is an interrupt, its mark hinders that.
      boolean asked = stopRequested.getAsBoolean();
      if (position.step() % tickEvery == 0) {
        tick();
        position = position.ticked();
      }
      tell(listener -> listener.onStep(state(), stats));
      stopped = asked || stopRequested.getAsBoolean();
    }
    position = position.with(elapsed());
    boolean finished = limits.reached(position.step(), position.trained());
    // What was learned is safe before anything is drawn of it.
    savers.forEach(saver -> saver.onEnd(state()));
    if (position.sinceTick().steps() > 0) {
      // Out of turn: the sums stay, and a training that goes on from here makes this tick again.
      tick();
    }
    watchers.forEach(watcher -> guarded(watcher, () -> watcher.onEnd(state())));
    return finished;
  }

  private StepStats step(long number) {
    long start = System.nanoTime();
    StepStats stats = trainingStep.run(number);
    if (!stats.isFinite()) {
      throw new DivergedException(stats);
    }
    position = position.after(stats, (System.nanoTime() - start) / 1e9, elapsed());
    trainingStep.steering().ifPresent(steering -> position = position.with(steering.now()));
    return stats;
  }

  private void tick() {
    double penalty = trainingStep.steering().map(Steering::penaltyWeight).orElse(0.0);
    TickStats stats = TickStats.of(position, penalty, imagesPerStep, limits.stepsPerEpoch());
    tell(listener -> listener.onTick(state(), stats));
  }

  private void tell(Consumer<TrainingListener> news) {
    savers.forEach(news);
    watchers.forEach(watcher -> guarded(watcher, () -> news.accept(watcher)));
  }

  /** Whatever a watcher fails at, the training goes on; each kind of failure is said once. */
  private void guarded(TrainingListener watcher, Runnable news) {
    try {
      news.run();
    } catch (DivergedException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // A link is missing where a native library of pictures or fonts is.
      String line = "warning: " + watcher.getClass().getSimpleName() + ": " + reason(e);
      if (failures.add(line)) {
        watchers.forEach(reader -> reader.onNote(line + "; the training goes on"));
      }
    }
  }

  /** The message, and that of the cause where it says more. */
  private static String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    boolean more =
        cause != null && cause.getMessage() != null && !message.contains(cause.getMessage());
    String line = more ? message + ": " + cause.getMessage() : message;
    return line.lines().findFirst().orElse(line);
  }

  /** Of training so far, in all processes of the run. */
  public Duration elapsed() {
    return before.plusNanos(System.nanoTime() - startNanos);
  }

  /** Where the training stands. */
  public TrainingState state() {
    return new TrainingState(
        position, limits.lastStep(), limits.progress(position.step(), elapsed()));
  }

  /**
   * When a training ends: at the first limit that it reaches.
   *
   * @param stepsPerEpoch how many steps use the data once; a fraction where a step takes several
   *     batches
   * @param lastStep the last step, or {@link Long#MAX_VALUE}
   * @param time the longest time, of all processes of the run together; null for none
   */
  public record TrainingLimits(double stepsPerEpoch, long lastStep, Duration time) {
    private static final double NANOS_A_MINUTE = 6e10;

    public static TrainingLimits of(TrainingConfig config, RealBatches reals) {
      double stepsPerEpoch = (double) reals.batchesPerEpoch() / config.discriminatorSteps();
      long last = config.steps() > 0 ? config.steps() : Long.MAX_VALUE;
      if (config.epochs() > 0) {
        last = Math.min(last, (long) Math.ceil(config.epochs() * stepsPerEpoch));
      }
      Duration time =
          config.minutes() > 0
              ? Duration.ofNanos((long) Math.max(1, config.minutes() * NANOS_A_MINUTE))
              : null;
      return new TrainingLimits(stepsPerEpoch, last, time);
    }

    /** Of the whole run, so many in each step; infinite where only time ends it. */
    public double images(int inStep) {
      return lastStep == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) lastStep * inStep;
    }

    /** Whether a training that got so far is done. */
    public boolean reached(long step, Duration elapsed) {
      return step >= lastStep || (time != null && elapsed.compareTo(time) >= 0);
    }

    /** The share that is done, of the limit that is nearer. */
    double progress(long step, Duration elapsed) {
      double ofSteps = lastStep == Long.MAX_VALUE ? 0 : (double) step / lastStep;
      double ofTime = time == null ? 0 : (double) elapsed.toNanos() / time.toNanos();
      return Math.min(1, Math.max(ofSteps, ofTime));
    }
  }

  /** One step of a training, wherever it is computed. */
  public interface GanStep {

    /**
     * Trains both networks once.
     *
     * @param step the step's number, from 1
     */
    StepStats run(long step);

    /** What is steered, which a later training goes on from; nothing elsewhere than here. */
    default Optional<Steering> steering() {
      return Optional.empty();
    }
  }
}
