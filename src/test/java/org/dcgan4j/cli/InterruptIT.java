package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program as a process of its own. */
class InterruptIT {
  private static final int STEPS = 61;

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void terminatedTraining_shouldGoOnAsIfNothingHadHappened() throws Exception {
    SmallRun small = SmallRun.in(folder);
    Object[] length = {"--steps", STEPS, "--set", "tick.every=10", "--set", "checkpoint.every=40"};
    Path uninterrupted =
        Path.of(small.train(with(length, "--out", folder.resolve("whole"))).out().strip());

    Process process = start(small.trainArguments(with(length, "--out", folder.resolve("runs"))));
    try (BufferedReader err = process.errorReader()) {
      awaitTick(err);
      process.toHandle().destroy(); // the process's own method closes its streams, too
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      Path run = folder.resolve("runs/00000-notmnist-dcgan");
      assertThat(err.lines()).last().isEqualTo("interrupted; to go on: train --resume " + run);

      assertThat(Outcome.of("train", "--resume", run).status()).isZero();
      RunFolders.assertEqualButForTimes(run, uninterrupted, STEPS);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Data take seconds to be rendered or decoded; there is nothing to finish yet. */
  @ParameterizedTest
  @ValueSource(longs = {100, 1500, 3000})
  @DisabledOnOs(OS.WINDOWS)
  void terminatedWhileItStarts_shouldEndSoonAndLeaveNoHalfRun(long millis) throws Exception {
    SmallRun small = SmallRun.in(folder);
    Path runs = folder.resolve("runs");
    Process process =
        start(small.trainArguments("--out", runs, "--steps", 100_000, "--set", "tick.every=1000"));
    try {
      Thread.sleep(millis);
      process.toHandle().destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isIn(130, 143); // 143 is Java's, before our first line
    } finally {
      process.destroyForcibly();
    }
    Path run = runs.resolve("00000-notmnist-dcgan");
    if (Files.exists(run.resolve("config.json"))) {
      boolean saved = new Checkpoints(run, RunFolder.open(run).config()).newest().isPresent();
      Outcome next =
          saved
              ? Outcome.of("sample", run, "--count", 1, "--out", folder.resolve("a.png"))
              : Outcome.of("train", "--resume", run, "--steps", 1);
      assertThat(next.status()).as(next.err()).isZero();
    }
  }

  @Test
  void badInput_shouldReachTheShellAsStatus2() throws Exception {
    Process process = start(List.of("train", "--batch-size", 0));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(process.errorReader().lines())
        .containsExactly(
            "dcgan4j: training.batchSize: given 0, legal is a whole number from 1 to 65536");
  }

  private static Object[] with(Object[] some, Object... more) {
    Object[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static Process start(List<?> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-jar");
    command.add(System.getProperty("dcgan4j.jar"));
    args.forEach(arg -> command.add(arg.toString()));
    return new ProcessBuilder(command).start();
  }

  private static void awaitTick(BufferedReader err) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      lines.add(line);
      if (line.startsWith("step 10/")) {
        return;
      }
    }
    throw new AssertionError("no tick, but " + lines);
  }
}
