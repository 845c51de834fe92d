package org.dcgan4j.training;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;

/**
 * Runs training steps until a limit is reached or somebody asks to stop; everything else is a
 * listener's work.
 */
public final class Trainer implements TrainingState {
  private final GanStep trainingStep;
  private final TrainingLimits limits;
  private final TickMeter meter;
  private final int tickEvery;
  private final List<TrainingListener> listeners;
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
    int imagesPerStep = config.training().batchSize() * config.training().discriminatorSteps();
    this.trainingStep = step;
    this.limits = TrainingLimits.of(config.training(), reals);
    this.meter = new TickMeter(imagesPerStep, limits.stepsPerEpoch());
    this.tickEvery = config.tick().every();
    this.listeners = List.copyOf(listeners);
    this.before = from.trained();
    this.position = from;
  }

  /**
   * Trains.
   *
   * @param stopRequested asked after each step
   * @return whether training reached its end, rather than being asked to stop
   * @throws DivergedException when a loss is no finite number
   */
  public boolean run(BooleanSupplier stopRequested) {
    startNanos = System.nanoTime();
    tell(listener -> listener.onStart(this));
    boolean stopped = false;
    while (!stopped && !limits.reached(step(), elapsed())) {
      StepStats stats = step(step() + 1);
      if (step() % tickEvery == 0) {
        tick();
        position = position.ticked();
      }
      tell(listener -> listener.onStep(this, stats));
      stopped = stopRequested.getAsBoolean();
    }
    if (position.sinceTick().steps() > 0) {
      // Out of turn: the sums stay, and a training that goes on from here makes this tick again.
      tick();
    }
    tell(listener -> listener.onEnd(this));
    return limits.reached(step(), elapsed());
  }

  private StepStats step(long number) {
    long start = System.nanoTime();
    StepStats stats = trainingStep.run(number);
    if (!stats.isFinite()) {
      throw new DivergedException(stats);
    }
    position = position.after(stats, (System.nanoTime() - start) / 1e9);
    return stats;
  }

  private void tick() {
    TickStats stats = meter.read(position);
    tell(listener -> listener.onTick(this, stats));
  }

  private void tell(Consumer<TrainingListener> news) {
    listeners.forEach(news);
  }

  private Duration elapsed() {
    return before.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public long lastStep() {
    return limits.lastStep();
  }

  @Override
  public double progress() {
    return limits.progress(step(), elapsed());
  }
}
