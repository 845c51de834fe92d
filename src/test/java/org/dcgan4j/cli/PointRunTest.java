package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets on points, some steps of each. */
class PointRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gaussian-1d", "gaussian-2d"})
  void resumedTraining_shouldEqualTheUninterrupted(String preset) throws IOException {
    Path uninterrupted = train(preset, folder.resolve("whole"), 7);
    Path run = train(preset, folder.resolve("parts"), 5);

    assertThat(Outcome.of("train", "--resume", run, "--steps", 7).status()).isZero();

    RunFolders.assertEqualButForTimes(run, uninterrupted, 7);
  }

  @Test
  void pretraining_shouldLeaveItsLossAndChangeTheStart() throws IOException {
    Path with = train("gaussian-1d", folder, 1);
    Path without = train("gaussian-1d", folder, 1, "--set", "pretraining.steps=0");

    assertThat(with.resolve("pretraining.png")).exists();
    assertThat(without.resolve("pretraining.png")).doesNotExist();
    assertThat(with.resolve("checkpoint-000001/discriminator.f32"))
        .matches(Files::exists)
        .satisfies(
            file ->
                assertThat(Files.readAllBytes(file))
                    .isNotEqualTo(
                        Files.readAllBytes(
                            without.resolve("checkpoint-000001/discriminator.f32"))));
  }

  @ParameterizedTest
  @CsvSource({"gaussian-1d, x, 1", "gaussian-2d, 'x,y', 2"})
  void csv_shouldHaveALineForEachPoint(String preset, String header, int numbers)
      throws IOException {
    Path run = train(preset, folder, 1);
    Path many = folder.resolve("many.csv");
    Path few = folder.resolve("few.csv");

    assertThat(Outcome.of("sample", run, "--count", 2000, "--out", many).status()).isZero();
    Outcome.of("sample", run, "--count", 3, "--format", "csv", "--out", few);

    List<String> lines = Files.readAllLines(many);
    assertThat(lines).hasSize(2001).startsWith(header);
    assertThat(lines.subList(1, 2001))
        .allSatisfy(line -> assertThat(line.split(",")).hasSize(numbers).allMatch(this::isNumber));
    assertThat(Files.readAllLines(few)).isEqualTo(lines.subList(0, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "gaussian-1d, 'mean,sd,kolmogorovSmirnov', 2",
    "gaussian-2d, 'meanX,covarianceXY', 5"
  })
  void evaluate_shouldJudgePointsAgainstTheirDistribution(String preset, String names, int asked)
      throws IOException {
    Path run = train(preset, folder, 1);
    Path json = folder.resolve("scores.json");

    Outcome outcome = Outcome.of("evaluate", run, "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith("10,000 samples against " + preset + "\n")
        .containsPattern("failed: [1-9] of " + asked + " checks\n");
    long fails = outcome.out().lines().filter(line -> line.endsWith("FAIL")).count();
    assertThat(outcome.out()).contains("failed: " + fails + " of ");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    assertThat(names.split(",")).allMatch(name -> scores.path(name).isNumber());
    // One step is not enough to learn anything.
    assertThat(scores.path("passed").isBoolean()).isTrue();
    assertThat(scores.path("passed").asBoolean()).isFalse();
  }

  @Test
  void imageFormatForPoints_shouldBeRefused() throws IOException {
    Path run = train("gaussian-2d", folder, 1);
    Outcome outcome =
        Outcome.of("sample", run, "--count", 3, "--format", "png", "--out", folder.resolve("a"));
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly("dcgan4j: --format: given png, legal for points is csv");
  }

  @Test
  void pretrainingForImages_shouldBeRefused() {
    Outcome outcome = Outcome.of("train", "--dry-run", "--set", "pretraining.steps=3");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: pretraining.steps: given 3, legal for notmnist is 0: only the density of"
                + " gaussian-1d is known");
  }

  private boolean isNumber(String text) {
    return Float.isFinite(Float.parseFloat(text));
  }

  private static Path train(String preset, Path runs, int steps, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--preset", preset, "--out", runs, "--steps", steps));
    arguments.addAll(List.of("--set", "tick.every=2", "--set", "checkpoint.every=3"));
    arguments.addAll(List.of("--set", "generator.average.halfLife=1000"));
    // A schedule over the whole run is another one in a run of another length.
    for (String network : List.of("generator", "discriminator")) {
      arguments.addAll(List.of("--set", network + ".optimizer.schedule.over=100"));
    }
    if (preset.equals("gaussian-1d") && more.length == 0) {
      arguments.addAll(List.of("--set", "pretraining.steps=10"));
    }
    arguments.addAll(List.of(more));
    Outcome outcome = Outcome.of(arguments.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return Path.of(outcome.out().strip());
  }
}
