package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.Position.Recovery;
import org.dcgan4j.training.Position.TickSums;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.dcgan4j.training.TrainingListener.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void listeners_shouldHearOfEverythingInOrder() {
    Config config = SmallGan.config("training.steps=3", "training.epochs=0", "tick.every=2");

    boolean finished = trainer(config, 0, "a", "b").run(() -> false);

    assertThat(finished).isTrue();
    assertThat(events)
        .containsExactly(
            "a start 0",
            "b start 0",
            "a step 1",
            "b step 1",
            "a tick 2",
            "b tick 2",
            "a step 2",
            "b step 2",
            "a step 3",
            "b step 3",
            "a tick 3",
            "b tick 3",
            "a end 3",
            "b end 3");
  }

  @Test
  void stopRequest_shouldEndAfterTheStepWithItsTick() {
    Config config = SmallGan.config("training.steps=9", "training.epochs=0");

    boolean finished = trainer(config, 0, "a").run(() -> events.contains("a step 2"));

    assertThat(finished).isFalse();
    assertThat(events).endsWith("a step 2", "a tick 2", "a end 2");
  }

  @Test
  void resumedTraining_shouldGoOnWhereItWas() {
    Config config = SmallGan.config("training.steps=6", "training.epochs=0");

    assertThat(trainer(config, 4, "a").run(() -> false)).isTrue();
    assertThat(events).containsExactly("a start 4", "a step 5", "a step 6", "a tick 6", "a end 6");
    events.clear();
    assertThat(trainer(config, 6, "a").run(() -> false)).isTrue();
    assertThat(events).containsExactly("a start 6", "a end 6");
  }

  /** An epoch is four batches here, and a step uses as many as it has discriminator steps. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1, 4", "2, 0, 3, 3", "2, 3, 1, 3", "1, 9, 1, 4"})
  void training_shouldEndAtTheNearestLimit(int epochs, int steps, int k, int last) {
    Config config =
        SmallGan.config(
            "training.epochs=" + epochs,
            "training.steps=" + steps,
            "training.discriminatorSteps=" + k);
    Trainer trainer = trainer(config, 0, "a");

    trainer.run(() -> false);

    assertThat(trainer.state().lastStep()).isEqualTo(last);
    assertThat(trainer.state().step()).isEqualTo(last);
    assertThat(trainer.state().progress()).isEqualTo(1);
  }

  @Test
  void minutes_shouldEndTheTraining() {
    Config config =
        SmallGan.config("training.epochs=0", "training.steps=0", "training.minutes=0.005");
    Trainer trainer = trainer(config, 0, "a");
    long start = System.nanoTime();

    assertThat(trainer.run(() -> false)).isTrue();

    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(seconds).isGreaterThanOrEqualTo(0.3);
    assertThat(trainer.state().step()).isPositive();
    assertThat(trainer.state().lastStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(trainer.state().progress()).isEqualTo(1);
  }

  @Test
  void tick_shouldHoldTheMeansSinceTheTickBefore() {
    Position two =
        Position.START
            .after(new StepStats(1, 1, 2, 0.3, 0.4), 1.5, Duration.ofSeconds(2))
            .after(new StepStats(2, 3, 4, 0.5, 0.8), 0.5, Duration.ofSeconds(3));
    assertThat(TickStats.of(two, 0, 10, 4))
        .isEqualTo(new TickStats(2, 0.5, 20, 3, 10, 2, 3, 0.4, 0.6000000000000001));
    Position three = two.ticked().after(new StepStats(3, 7, 8, 0.1, 0.2), 5, Duration.ofSeconds(9));

    assertThat(TickStats.of(three, 0, 10, 4))
        .isEqualTo(new TickStats(3, 0.75, 30, 9, 2, 7, 8, 0.1, 0.2));
  }

  @Test
  void tickOutOfTurn_shouldBeMadeAgainByATrainingThatGoesOn() {
    Config config = SmallGan.config("training.steps=3", "training.epochs=0", "tick.every=2");
    Trainer trainer = trainer(config, 0, "a");
    trainer.run(() -> false);

    assertThat(trainer.state().position().sinceTick().steps()).isEqualTo(1);
    assertThat(trainer.state().position().seconds()).isPositive();
  }

  @Test
  void minutes_shouldCountThoseOfEarlierProcesses() {
    Config config = SmallGan.config("training.epochs=0", "training.steps=0", "training.minutes=1");
    Trainer trainer =
        new Trainer(
            config,
            SmallGan.create(config),
            SmallGan.reals(),
            new Position(5, 60, TickSums.NONE, Recovery.NONE),
            List.of(new Recorder("a", events)));

    assertThat(trainer.run(() -> false)).isTrue();
    assertThat(events).containsExactly("a start 5", "a end 5");
  }

  /** Pictures, measures and checkpoints take the time of whoever waits for the training. */
  @Test
  void timeBetweenTheSteps_shouldCount() {
    Config config = SmallGan.config("training.steps=2", "training.epochs=0", "tick.every=1");
    TrainingListener slow =
        new TrainingListener() {
          @Override
          public void onTick(TrainingState state, TickStats tick) {
            try {
              Thread.sleep(50);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    Trainer trainer =
        new Trainer(
            config, SmallGan.create(config), SmallGan.reals(), Position.START, List.of(slow));

    trainer.run(() -> false);

    assertThat(trainer.state().position().trained()).isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void notANumber_shouldBeDivergence() {
    Config config = SmallGan.config("training.steps=5", "training.epochs=0");
    Trainer trainer =
        new Trainer(
            config,
            SmallGan.create(config),
            spoiltFrom(2),
            Position.START,
            List.of(new Recorder("a", events)));

    assertThatThrownBy(() -> trainer.run(() -> false))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("training diverged at step 3: dLoss NaN")
        .asInstanceOf(InstanceOfAssertFactories.type(DivergedException.class))
        .returns(3L, DivergedException::step);
    assertThat(events).containsExactly("a start 0", "a step 1", "a step 2");
  }

  @Test
  void whatIsLearned_shouldBeSavedBeforeAnythingIsDrawn() {
    Config config = SmallGan.config("training.steps=1", "training.epochs=0", "tick.every=2");

    withSaver(config, new Recorder("picture", events)).run(() -> false);

    assertThat(events)
        .containsExactly(
            "saver start 0",
            "picture start 0",
            "saver step 1",
            "picture step 1",
            "saver end 1",
            "saver tick 1",
            "picture tick 1",
            "picture end 1");
  }

  /** A picture, a measure, a report: each kind of failure is said once. */
  @ParameterizedTest
  @ValueSource(strings = {"runtime", "link"})
  void watcherThatFails_shouldWarnAndNotEndTheTraining(String kind) {
    Config config = SmallGan.config("training.steps=3", "training.epochs=0", "tick.every=1");
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void onTick(TrainingState state, TickStats tick) {
            if (kind.equals("link")) {
              throw new UnsatisfiedLinkError("no freetype");
            }
            throw new UncheckedIOException("cannot write x.png", new IOException("disk full"));
          }
        };

    assertThat(withSaver(config, failing, new Recorder("b", events)).run(() -> false)).isTrue();

    assertThat(events).contains("saver end 3", "b tick 3", "b end 3");
    assertThat(events.stream().filter(event -> event.startsWith("b note")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(kind.equals("link") ? "no freetype" : "cannot write x.png: disk full")
        .endsWith("the training goes on");
  }

  @Test
  void saverThatFails_shouldEndTheTraining() {
    Config config = SmallGan.config("training.steps=3", "training.epochs=0");
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public boolean saves() {
            return true;
          }

          @Override
          public void onStep(TrainingState state, StepStats stats) {
            throw new UncheckedIOException(new IOException("disk full"));
          }
        };
    Trainer trainer = withSaver(config, failing);

    assertThatThrownBy(() -> trainer.run(() -> false)).isInstanceOf(UncheckedIOException.class);
    assertThat(trainer.state().step()).isEqualTo(1);
  }

  /** Whose thread is interrupted writes nothing: a channel closes itself then. */
  @Test
  void saver_shouldNotMeetTheInterruptThatEndsTheTraining() {
    Config config = SmallGan.config("training.steps=9", "training.epochs=0", "tick.every=1");
    List<Boolean> marks = new ArrayList<>();
    TrainingListener saver =
        new TrainingListener() {
          @Override
          public boolean saves() {
            return true;
          }

          @Override
          public void onTick(TrainingState state, TickStats tick) {
            marks.add(Thread.currentThread().isInterrupted());
          }
        };
    RealBatches interrupting = reals((batch, number) -> Thread.currentThread().interrupt());
    Trainer trainer =
        new Trainer(config, SmallGan.create(config), interrupting, Position.START, List.of(saver));

    assertThat(trainer.run(Thread::interrupted)).isFalse();

    assertThat(marks).containsExactly(false);
  }

  private Trainer withSaver(Config config, TrainingListener... others) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(others));
    listeners.add(new Recorder("saver", events));
    return new Trainer(
        config, SmallGan.create(config), SmallGan.reals(), Position.START, listeners);
  }

  private Trainer trainer(Config config, long stepsDone, String... listeners) {
    List<TrainingListener> recorders =
        Arrays.stream(listeners).<TrainingListener>map(name -> new Recorder(name, events)).toList();
    Position from = new Position(stepsDone, 0, TickSums.NONE, Recovery.NONE);
    return new Trainer(config, SmallGan.create(config), SmallGan.reals(), from, recorders);
  }

  private static RealBatches spoiltFrom(long first) {
    return reals(
        (batch, number) -> {
          if (number >= first) {
            batch[7] = Float.NaN;
          }
        });
  }

  private static RealBatches reals(ObjLongConsumer<float[]> afterEach) {
    RealBatches reals = SmallGan.reals();
    return new RealBatches() {
      @Override
      public int batchesPerEpoch() {
        return reals.batchesPerEpoch();
      }

      @Override
      public void fill(long number, float[] batch) {
        reals.fill(number, batch);
        afterEach.accept(batch, number);
      }
    };
  }

  private record Recorder(String name, List<String> events) implements TrainingListener {
    @Override
    public void onStart(TrainingState state) {
      events.add(name + " start " + state.step());
    }

    @Override
    public void onStep(TrainingState state, StepStats stats) {
      assertThat(stats.step()).isEqualTo(state.step());
      events.add(name + " step " + stats.step());
    }

    @Override
    public void onTick(TrainingState state, TickStats tick) {
      assertThat(tick.step()).isEqualTo(state.step());
      events.add(name + " tick " + tick.step());
    }

    @Override
    public boolean saves() {
      return name.equals("saver");
    }

    @Override
    public void onNote(String line) {
      events.add(name + " note " + line);
    }

    @Override
    public void onEnd(TrainingState state) {
      events.add(name + " end " + state.step());
    }
  }
}
