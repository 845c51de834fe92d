package org.dcgan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.CheckpointConfig;
import org.dcgan4j.io.OwnFilesOfTheDead;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Position.Recovery;
import org.dcgan4j.training.Position.TickSums;
import org.dcgan4j.training.Trainer;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  private static final Config CONFIG = SmallGan.config("training.discriminatorSteps=2");

  @TempDir Path run;

  @Test
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne() throws IOException {
    Gan whole = SmallGan.create(CONFIG);
    train(whole, 1, 6);

    Gan first = SmallGan.create(CONFIG);
    train(first, 1, 3);
    new Checkpoints(run, CONFIG).save(first, at(3), 1);
    Gan second = SmallGan.create(SmallGan.config("training.seed=7"));
    assertThat(new Checkpoints(run, CONFIG).loadNewest(second)).isEqualTo(at(3));
    train(second, 4, 6);

    assertThat(state(second)).usingRecursiveComparison().isEqualTo(state(whole));
  }

  /** What can happen to a file of a checkpoint. */
  enum Damage {
    TRUNCATED_FLOATS {
      @Override
      void to(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve("generator.f32");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
      }
    },
    ALTERED_FLOATS {
      @Override
      void to(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve("discriminator-optimizer.f32");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    NO_FLOATS {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.delete(checkpoint.resolve("discriminator.f32"));
      }
    },
    NO_MANIFEST {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.delete(checkpoint.resolve("checkpoint.json"));
      }
    },
    HALF_A_MANIFEST {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.writeString(checkpoint.resolve("checkpoint.json"), "{\"format\": 2, ");
      }
    },
    NOTHING_IN_THE_MANIFEST {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.writeString(checkpoint.resolve("checkpoint.json"), "null");
      }
    },
    NO_FILES_IN_THE_MANIFEST {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.writeString(
            checkpoint.resolve("checkpoint.json"),
            "{\"format\": 2, \"position\": {\"step\": 2, \"seconds\": 0}}");
      }
    },
    ANOTHER_FORMAT {
      @Override
      void to(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve("checkpoint.json");
        Files.writeString(file, Files.readString(file).replace("\"format\" : 3", "\"format\" : 4"));
      }
    };

    abstract void to(Path checkpoint) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"format\":null}"})
  void manifestOfNothing_shouldBeNamed(String text) throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    Path file = checkpoints.save(gan, at(1), 3).resolve("checkpoint.json");
    Files.writeString(file, text);

    assertThatThrownBy(() -> checkpoints.loadNewest(gan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(file + " is no checkpoint manifest");
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void damagedCheckpoint_shouldBePassedOver(Damage damage) throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    checkpoints.save(gan, at(1), 3);
    List<float[]> good = state(gan);
    train(gan, 2, 2);
    damage.to(checkpoints.save(gan, at(2), 3));
    train(gan, 3, 3);

    assertThat(checkpoints.loadNewest(gan)).isEqualTo(at(1));
    assertThat(state(gan)).usingRecursiveComparison().isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void onlyTheNewest_shouldBeKept(int keep) throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    for (long step : new long[] {5, 10, 1_000_000, 2_000_000}) {
      checkpoints.save(gan, at(step), keep);
    }

    assertThat(folders())
        .isEqualTo(
            keep == 1
                ? List.of("checkpoint-2000000")
                : List.of("checkpoint-1000000", "checkpoint-2000000"));
  }

  /** A damaged checkpoint of a later step must not push out what is written after a resume. */
  @Test
  void checkpointBehindADamagedOne_shouldStay() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    Damage.ALTERED_FLOATS.to(checkpoints.save(gan, at(9), 1));

    checkpoints.save(gan, at(6), 1);

    assertThat(checkpoints.loadNewest(gan)).isEqualTo(at(6));
  }

  @Test
  void best_shouldStayBesideTheNewest() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    checkpoints.saveBest(gan, at(1));
    train(gan, 2, 2);
    checkpoints.saveBest(gan, at(2));
    List<float[]> best = state(gan);
    train(gan, 3, 3);
    checkpoints.save(gan, at(3), 1);
    checkpoints.save(gan, at(4), 1);

    assertThat(folders()).containsExactly("checkpoint-000004", "checkpoint-best");
    assertThat(checkpoints.load(gan, CheckpointChoice.NEWEST)).isEqualTo(at(4));
    assertThat(checkpoints.load(gan, CheckpointChoice.BEST)).isEqualTo(at(2));
    assertThat(state(gan).subList(0, 2)).usingRecursiveComparison().isEqualTo(best.subList(0, 2));
  }

  /** Between the two renamings that replace the best. */
  @Test
  void bestThatSteppedAside_shouldBeFoundAndReplaced() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    checkpoints.saveBest(gan, at(1));
    Files.move(run.resolve("checkpoint-best"), run.resolve(".dcgan4j-old.checkpoint-best"));
    Files.createDirectory(OwnFilesOfTheDead.part(run.resolve("checkpoint-best")));

    assertThat(checkpoints.load(gan, CheckpointChoice.BEST)).isEqualTo(at(1));
    checkpoints.saveBest(gan, at(2));
    assertThat(folders()).containsExactly("checkpoint-best");
    assertThat(checkpoints.load(gan, CheckpointChoice.BEST)).isEqualTo(at(2));
  }

  @Test
  void choiceThatIsNotThere_shouldSayWhatIs() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    assertRefused(checkpoints, CheckpointChoice.BEST, "checkpoint-best; there are none");
    checkpoints.save(gan, at(500), 2);
    checkpoints.save(gan, at(1000), 2);
    assertThat(checkpoints.load(gan, new CheckpointChoice("500"))).isEqualTo(at(500));
    assertRefused(checkpoints, CheckpointChoice.BEST, "checkpoint-best; there are 1000, 500");
    checkpoints.saveBest(gan, at(1000));
    assertRefused(
        checkpoints, new CheckpointChoice("7"), "checkpoint-000007; there are best, 1000, 500");
  }

  @Test
  void damagedChoice_shouldNotBePassedOver() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    checkpoints.save(gan, at(1), 2);
    Damage.TRUNCATED_FLOATS.to(checkpoints.save(gan, at(2), 2));

    assertThatThrownBy(() -> checkpoints.load(gan, new CheckpointChoice("2")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("a damaged checkpoint: ")
        .hasMessageContaining("generator.f32 holds");
  }

  @Test
  void drawing_shouldNeedTheGeneratorAlone() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    List<String> warnings = new ArrayList<>();
    Checkpoints checkpoints = new Checkpoints(run, CONFIG, warnings::add);
    checkpoints.save(gan, at(1), 2);
    train(gan, 2, 2);
    List<float[]> newest = state(gan);
    Path folder = checkpoints.save(gan, at(2), 2);
    Damage.ALTERED_FLOATS.to(folder);
    Damage.NO_FLOATS.to(folder);
    Gan other = SmallGan.create(SmallGan.config("training.seed=7"));

    assertThat(checkpoints.load(other, CheckpointChoice.NEWEST)).isEqualTo(at(2));

    assertThat(state(other).subList(0, 2))
        .usingRecursiveComparison()
        .isEqualTo(newest.subList(0, 2));
    assertThat(warnings).isEmpty();
  }

  @Test
  void olderCheckpoint_shouldNotBeTakenWithoutAWord() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    List<String> warnings = new ArrayList<>();
    Checkpoints checkpoints = new Checkpoints(run, CONFIG, warnings::add);
    checkpoints.save(gan, at(1), 2);
    Path newest = checkpoints.save(gan, at(2), 2);
    Damage.TRUNCATED_FLOATS.to(newest);

    checkpoints.load(gan, CheckpointChoice.NEWEST);
    checkpoints.loadNewest(gan);

    assertThat(warnings)
        .hasSize(2)
        .allMatch(line -> line.startsWith("damaged: " + newest.resolve("generator.f32")))
        .allMatch(line -> line.endsWith("; the checkpoint of step 1 is used instead"));
  }

  /** Earlier versions set it aside under another name. */
  @Test
  void checkpointThatAnEarlierVersionSetAside_shouldComeBack() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    Files.move(checkpoints.save(gan, at(1), 2), run.resolve("checkpoint-000001.old"));
    Files.createDirectory(run.resolve("checkpoint-000001.part"));

    checkpoints.tidy();

    assertThat(folders()).containsExactly("checkpoint-000001");
    assertThat(checkpoints.loadNewest(gan)).isEqualTo(at(1));
  }

  private void assertRefused(Checkpoints checkpoints, CheckpointChoice choice, String rest) {
    assertThatThrownBy(() -> checkpoints.load(SmallGan.create(CONFIG), choice))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(run + " has no " + rest);
  }

  @Test
  void halfWrittenFolder_shouldBeIgnoredAndReplaced() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    Checkpoints checkpoints = new Checkpoints(run, CONFIG);
    checkpoints.save(gan, at(1), 2);
    Path part = OwnFilesOfTheDead.part(run.resolve("checkpoint-000002"));
    Files.createDirectory(part);
    Files.writeString(part.resolve("generator.f32"), "half");

    assertThat(checkpoints.loadNewest(gan)).isEqualTo(at(1));
    checkpoints.save(gan, at(2), 2);
    assertThat(folders()).containsExactly("checkpoint-000001", "checkpoint-000002");
    assertThat(checkpoints.loadNewest(gan)).isEqualTo(at(2));
  }

  @Test
  void noCheckpoint_shouldBeInvalidInput() throws IOException {
    Gan gan = SmallGan.create(CONFIG);
    assertThatThrownBy(() -> new Checkpoints(run, CONFIG).loadNewest(gan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(run + " has no checkpoint that can be read");
    assertThatThrownBy(() -> new Checkpoints(run.resolve("gone"), CONFIG).loadNewest(gan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("gone");

    Damage.ALTERED_FLOATS.to(new Checkpoints(run, CONFIG).save(gan, at(1), 1));
    assertThatThrownBy(() -> new Checkpoints(run, CONFIG).loadNewest(gan))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("discriminator-optimizer.f32 does not match its SHA-256");
  }

  @Test
  void checkpointOfAnotherNetwork_shouldBeRefused() throws IOException {
    new Checkpoints(run, CONFIG).save(SmallGan.create(CONFIG), at(1), 1);
    Gan other = SmallGan.create(SmallGan.config("discriminator.layers=conv 5 k4 s2 p1, dense 1"));

    assertThatThrownBy(() -> new Checkpoints(run, CONFIG).loadNewest(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("discriminator.f32 holds")
        .hasMessageContaining("expected");
  }

  @Test
  void listener_shouldSaveEveryFewStepsAndOnceAtTheEnd() throws IOException {
    Config config = SmallGan.config("training.steps=5", "training.epochs=0");
    Gan gan = SmallGan.create(config);
    List<TrainingListener> listeners =
        List.of(
            new CheckpointListener(
                new Checkpoints(run, CONFIG), new CheckpointConfig(2, 9, 0), gan));

    new Trainer(config, gan, SmallGan.reals(), Position.START, listeners).run(() -> false);

    assertThat(folders())
        .containsExactly("checkpoint-000002", "checkpoint-000004", "checkpoint-000005");
    List<float[]> end = state(gan);
    train(gan, 6, 6);
    assertThat(new Checkpoints(run, CONFIG).loadNewest(gan).step()).isEqualTo(5);
    assertThat(state(gan)).usingRecursiveComparison().isEqualTo(end);
  }

  /** A position with all its figures, none of which is a short decimal. */
  private static Position at(long step) {
    return new Position(
        step, step / 3.0, new TickSums(1, 1 / 3.0, 1 / 7.0, 2 / 7.0, 0.3, 0.1), new Recovery(2, 1));
  }

  private static void train(Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(CONFIG, gan, SmallGan.reals());
    for (long i = from; i <= to; i++) {
      step.run(i);
    }
  }

  private static List<float[]> state(Gan gan) {
    return List.of(GanState.copyOf(gan).arrays());
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> entries = Files.list(run)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
