package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTrainingTest {
  private static final Object[] MEASURED = {
    "--set", "evaluate.every=1", "--set", "evaluate.samples=100"
  };

  @TempDir private static Path data;
  private static SmallRun small;
  private static Path measured;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    small = SmallRun.in(data);
    measured = train(data.resolve("measured"), MEASURED);
  }

  @Test
  void training_shouldMakeTheSameBitsMeasuredOrNot() throws IOException {
    Path plain = train(folder);

    for (String network : List.of("generator", "discriminator")) {
      for (String array : List.of(network + ".f32", network + "-optimizer.f32")) {
        assertThat(measured.resolve("checkpoint-000006").resolve(array))
            .hasSameBinaryContentAs(plain.resolve("checkpoint-000006").resolve(array));
      }
    }
    assertThat(plain.resolve("measures.jsonl")).doesNotExist();
    assertThat(plain.resolve("checkpoint-best")).doesNotExist();
  }

  @Test
  void everyTick_shouldLeaveItsMeasuresTheChartAndTheBestCheckpoint() throws IOException {
    assertThat(Files.readAllLines(measured.resolve("measures.jsonl")))
        .hasSize(3)
        .allMatch(line -> line.contains("\"frechet\":") && line.contains("\"n\":50"));
    assertThat(measured.resolve("measures.png")).isNotEmptyFile();
    Outcome best =
        Outcome.of(
            "sample",
            measured,
            "--checkpoint",
            "best",
            "--count",
            4,
            "--out",
            folder.resolve("x.png"));
    assertThat(best.status()).as(best.err()).isZero();
  }

  /**
   * Killed between the two, a training that went on behind the second would never make the first.
   */
  @Test
  void bestCheckpoint_shouldBeWrittenBeforeTheOneThatATrainingGoesOnFrom() throws IOException {
    Path run = train(folder, "--set=checkpoint.every=2", "--set=checkpoint.keep=9", MEASURED);
    Path best = run.resolve("checkpoint-best");
    String step =
        Files.readString(best.resolve("checkpoint.json"))
            .replaceAll("(?s)^.*?\"step\" : (\\d+),.*$", "$1");
    Path due = run.resolve("checkpoint-00000" + step);

    assertThat(Files.getLastModifiedTime(best)).isLessThanOrEqualTo(Files.getLastModifiedTime(due));
  }

  @Test
  void resumedTraining_shouldMeasureWhatAnUninterruptedOneDoes() throws IOException {
    Path run = train(folder, "--steps", 5, MEASURED);
    // A tick out of turn, at the end, which the resumed training does not make.
    assertThat(Files.readAllLines(run.resolve("measures.jsonl"))).hasSize(3);

    Outcome resumed = Outcome.of("train", "--resume", run, "--steps", 6);

    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(run.resolve("measures.jsonl"))
        .hasSameTextualContentAs(measured.resolve("measures.jsonl"));
    assertThat(run.resolve("measures.png"))
        .hasSameBinaryContentAs(measured.resolve("measures.png"));
    assertThat(run.resolve("checkpoint-best/generator.f32"))
        .hasSameBinaryContentAs(measured.resolve("checkpoint-best/generator.f32"));
  }

  @Test
  void dataWithoutLabels_shouldBeMeasuredInFeaturesOfRotations() throws IOException {
    Images few = org.dcgan4j.data.ImageSets.load(small.letters()).images().range(0, 40);
    Path flat = folder.resolve("flat-idx3-ubyte");
    org.dcgan4j.data.IdxFiles.writeImages(flat, Images.of(few.shape(), few.toArray()));

    List<Object> arguments = new ArrayList<>(List.of("train", "--data", flat));
    arguments.addAll(List.of("--config", small.config(), "--out", folder.resolve("runs")));
    arguments.addAll(List.of(MEASURED));
    Outcome outcome = Outcome.of(arguments.toArray());

    assertThat(outcome.status()).as(outcome.err()).isZero();
    Path run = Path.of(outcome.out().strip());
    assertThat(Files.readAllLines(run.resolve("measures.jsonl")))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"classifierTells\":\"4 rotations\""))
        .allMatch(line -> line.contains("\"classShares\":[]"));
    assertThat(Files.readString(run.resolve("report.html"))).contains("\"tells\":\"4 rotations\"");
  }

  private static Path train(Path out, Object... more) {
    List<Object> all = new ArrayList<>();
    for (Object argument : more) {
      all.addAll(argument instanceof Object[] several ? List.of(several) : List.of(argument));
    }
    all.addAll(List.of("--out", out));
    Outcome outcome = small.train(all.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return Path.of(outcome.out().strip());
  }
}
