package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose rates go by their length, which minutes may say. */
class MinutesIT {
  private static final String FALLING = "{kind: linear, from: 0.001}";

  private static final String G_RATE = "generator.optimizer.learningRate";
  private static final String D_RATE = "discriminator.optimizer.learningRate";

  /** Steps of some milliseconds, so that seconds are few of them: every tenth draws a picture. */
  private static final String SLOW = "dense 800, tanh, dense 800, tanh, dense 1";

  private static final String D_LAYERS = "discriminator.layers";

  @TempDir private Path folder;

  @Test
  void scheduleOverMinutes_shouldBeThatOverTheStepsTheyAre() throws Exception {
    KeptNotes notes = new KeptNotes();
    Path run =
        Dcgan.preset("gaussian-2d")
            .set(Map.of("tick.every", "10", G_RATE, FALLING, D_RATE, FALLING, D_LAYERS, SLOW))
            .minutes(0.15)
            .out(folder)
            .train(notes);
    TrainingConfig found = training(run);

    assertThat(found.minutes()).isEqualTo(0.15);
    assertThat(found.steps()).isPositive();
    String line =
        "0.15 minutes are some %,d steps here, which its schedules go by (training.steps)";
    assertThat(notes.lines).containsExactly(Text.format(line, found.steps()));

    // The clock may end it before, also between two ticks; up to there it is the run of that many
    // steps.
    Path counted = Path.of(train(FALLING, "--steps", found.steps()).out().strip());
    List<String> losses = losses(run);
    assertThat(losses).isNotEmpty().isEqualTo(losses(counted).subList(0, losses.size()));
  }

  /** 40 images of the generator, and as many of the discriminator in each of its two updates. */
  @Test
  void rateThatALongRunMakesSmaller_shouldBeSaid() throws Exception {
    KeptNotes notes = new KeptNotes();
    Dcgan.preset("gaussian-2d")
        .set(
            Map.of(
                "training.batchSize", "10",
                "training.discriminatorSteps", "2",
                "generator.optimizer.runImages", "10",
                "discriminator.optimizer.runImages", "80"))
        .steps(4)
        .out(folder)
        .train(notes);
    assertThat(notes.lines)
        .containsExactly(
            "the generator learns at 0.500 of its learning rate, which is meant for runs of at most"
                + " 10 images, and this is one of 40 (generator.optimizer.runImages)");
  }

  @Test
  void report_shouldSayHowToHaveItAgain() throws Exception {
    Path run = Path.of(train(FALLING, "--minutes", 0.01).out().strip());

    String again = "--minutes 0.01 --set training.steps=" + training(run).steps();
    assertThat(Files.readString(run.resolve("report.html"))).contains(again);
  }

  @Test
  void stepsBesideMinutes_shouldNotBeLost() {
    Outcome outcome =
        Outcome.of(
            (Object[])
                "train --preset gaussian-2d --dry-run --minutes 2 --set training.steps=77"
                    .split(" "));

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("\"steps\" : 77", "\"minutes\" : 2");
  }

  @Test
  void otherMinutes_shouldGoByTheStepsSoFar() {
    Path run = Path.of(train(FALLING, "--steps", 10).out().strip());

    Outcome resumed = Outcome.of("train", "--resume", run, "--minutes", 0.05);

    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(training(run).minutes()).isEqualTo(0.05);
    assertThat(training(run).steps()).isGreaterThan(10);
  }

  @Test
  void withoutSuchASchedule_nothingShouldBeMeasured() {
    Outcome outcome = train("{kind: constant, value: 0.001}", "--minutes", 0.01);

    assertThat(training(Path.of(outcome.out().strip())).steps()).isZero();
  }

  private Outcome train(String rate, Object... limit) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--preset", "gaussian-2d", "--out", folder));
    arguments.addAll(List.of("--set", "tick.every=10", "--set", D_LAYERS + "=" + SLOW));
    arguments.addAll(List.of("--set", G_RATE + "=" + rate, "--set", D_RATE + "=" + rate));
    arguments.addAll(List.of(limit));
    Outcome outcome = Outcome.of(arguments.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  private static TrainingConfig training(Path run) {
    return RunFolder.open(run).config().training();
  }

  /** A line for each whole tick, of ten steps, without its times. */
  private static List<String> losses(Path run) throws Exception {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .filter(line -> line.matches("\\{\"step\":\\d*0,.*"))
        .map(line -> line.replaceAll("\"(seconds|imagesPerSecond|eta)\":[^,}]*,?", ""))
        .toList();
  }
}
