package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that leaves the finite numbers. */
class DivergenceTest {
  /**
   * Adam's first step moves every weight by the learning rate. Behind 30 linear layers of 64 that
   * leaves the floats in the second step; from a rate of 2 on, not quite.
   */
  private static final List<Object> WILD =
      List.of(
          "--set",
          "discriminator.layers=" + "dense 64,".repeat(30) + "dense 1",
          "--set",
          "discriminator.optimizer.learningRate=10",
          "--set",
          "checkpoint.every=1");

  @TempDir private static Path data;
  private static SmallRun small;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    small = SmallRun.in(data);
  }

  @Test
  void divergence_shouldEndWithStatus3AndNameTheLastGoodCheckpoint() {
    Outcome outcome = wild("--steps", 9);

    Path run = folder.resolve("00000-notmnist-dcgan");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err().lines())
        .last()
        .asString()
        .startsWith("dcgan4j: training diverged at step 2: dLoss ")
        .endsWith("; the last good checkpoint is " + run.resolve("checkpoint-000001"));
    assertThat(Outcome.of("sample", run, "--count", 1, "--out", folder.resolve("a.png")).status())
        .isZero();
  }

  @Test
  void divergenceBeforeTheFirstCheckpoint_shouldSaySo() {
    Outcome outcome = wild("--steps", 9, "--set", "checkpoint.every=5");

    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err()).contains("; there is no checkpoint yet");
  }

  @Test
  void recoveries_shouldEndAtTheirNumber() throws IOException {
    Outcome outcome = wild("--steps", 9, "--recover", 2, "--set", "checkpoint.every=5");

    Path run = folder.resolve("00000-notmnist-dcgan");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err())
        .endsWith("the last good checkpoint is " + run.resolve("checkpoint-000000\n"));
    assertThat(Files.readAllLines(run.resolve("recoveries.jsonl"))).hasSize(2);
  }

  private Outcome wild(Object... more) {
    List<Object> args = new ArrayList<>(List.of("--out", folder));
    args.addAll(WILD);
    args.addAll(List.of(more));
    return small.train(args.toArray());
  }
}
