package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that leaves the finite numbers. */
class DivergenceTest {
  /** Adam moves every weight by the learning rate: 30 linear layers leave the floats soon. */
  private static final String LAYERS = "discriminator.layers=" + "dense 64,".repeat(30) + "dense 1";

  private static final String RATE = "discriminator.optimizer.learningRate=";

  @TempDir private static Path data;
  private static SmallRun small;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    small = SmallRun.in(data);
  }

  @Test
  void divergence_shouldEndWithStatus3AndNameTheLastGoodCheckpoint() {
    Outcome outcome = train("--set", RATE + 0.5, "--set", "checkpoint.every=1");

    Path run = folder.resolve("00000-notmnist-dcgan");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err().lines())
        .last()
        .asString()
        .startsWith("dcgan4j: training diverged at step 2: ")
        .endsWith("; the last good checkpoint is " + run.resolve("checkpoint-000001"));
    assertThat(Outcome.of("sample", run, "--count", 1, "--out", folder.resolve("a.png")).status())
        .isZero();
  }

  @Test
  void divergenceBeforeTheFirstCheckpoint_shouldSaySo() {
    Outcome outcome = train("--set", RATE + 10);

    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err().strip()).endsWith("; there is no checkpoint yet");
  }

  @Test
  void recoveries_shouldEndAtTheirNumber() throws IOException {
    Outcome outcome = train("--set", RATE + 10, "--recover", 2);

    Path run = folder.resolve("00000-notmnist-dcgan");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err().strip())
        .endsWith("the last good checkpoint is " + run.resolve("checkpoint-000000"));
    assertThat(Files.readAllLines(run.resolve("recoveries.jsonl"))).hasSize(2);
    // What was in vain counts for a limit in minutes.
    assertThat(Files.readString(run.resolve("checkpoint-000000/checkpoint.json")))
        .containsPattern("\"step\" : 0,\\s+\"seconds\" : (?!0\\.0,)\\d");
  }

  /** The steps before the divergence are made again, by a process that knows nothing of it. */
  @Test
  void recoveredTraining_shouldReachItsEndAndBeExactWhenResumed() throws IOException {
    Object[] options = {
      "--set",
      RATE + 0.1,
      "--set",
      "checkpoint.every=2",
      "--recover",
      9,
      "--set",
      "evaluate.every=1",
      "--set",
      "evaluate.samples=100"
    };
    Outcome whole = train(options);
    assertThat(whole.status()).isZero();
    Path expected = Path.of(whole.out().strip());
    assertThat(Files.readAllLines(expected.resolve("recoveries.jsonl"))).isNotEmpty();

    Path run = Path.of(train(with(options, "--steps", 3)).out().strip());
    assertThat(Outcome.of("train", "--resume", run, "--steps", 5).status()).isZero();
    assertThat(Outcome.of("train", "--resume", run, "--steps", 8).status()).isZero();

    RunFolders.assertEqualButForTimes(run, expected, 8);
    assertThat(run.resolve("measures.jsonl"))
        .hasSameTextualContentAs(expected.resolve("measures.jsonl"));
    assertThat(run.resolve("checkpoint-best/generator.f32"))
        .hasSameBinaryContentAs(expected.resolve("checkpoint-best/generator.f32"));
    assertThat(recoveries(run)).isEqualTo(recoveries(expected));
  }

  /** Where it went on. When it was noticed depends on when somebody looked at the parameters. */
  private static List<String> recoveries(Path run) throws IOException {
    return Files.readAllLines(run.resolve("recoveries.jsonl")).stream()
        .map(line -> line.replaceAll("\"divergedAt\".*\"from\"", "\"from\""))
        .toList();
  }

  private Outcome train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("--out", folder, "--set", LAYERS));
    args.addAll(List.of(more));
    if (!args.contains("--steps")) {
      args.addAll(List.of("--steps", 8));
    }
    return small.train(args.toArray());
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
  }
}
