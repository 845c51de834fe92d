package org.dcgan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
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

    Process process = program(small.trainArguments(with(length, "--out", folder.resolve("runs"))));
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

  @Test
  @EnabledOnOs(OS.LINUX)
  void trainingWithALiveView_shouldStopOnCtrlC() throws Exception {
    SmallRun small = SmallRun.in(folder);
    List<Object> args = small.trainArguments("--out", folder.resolve("runs"), "--ui", 0);
    args.addAll(List.of("--steps", 100_000, "--set", "tick.every=10"));

    // Whoever is started in the background ignores it.
    Process process = start(List.of("env", "--default-signal=INT"), args);
    try (BufferedReader err = process.errorReader()) {
      assertThat(awaitTick(err)).anyMatch(line -> line.startsWith("live view at http://localhost"));
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines()).last().asString().startsWith("interrupted; to go on: ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void twoThatWriteOneFile_shouldLeaveAllOfOneAndNothingElse() throws Exception {
    SmallRun small = SmallRun.in(folder);
    Path run = small.trained(folder.resolve("runs"));
    Path drawn = Files.createDirectory(folder.resolve("drawn"));
    List<byte[]> alone = new ArrayList<>();
    List<Process> together = new ArrayList<>();
    for (int seed : List.of(1, 2)) {
      List<Object> args =
          List.of("sample", run, "--count", 3000, "--seed", seed, "--format", "npz");
      Path own = folder.resolve(seed + ".npz");
      assertThat(Outcome.of(with(args.toArray(), "--out", own)).status()).isZero();
      alone.add(Files.readAllBytes(own));
      together.add(program(Arrays.asList(with(args.toArray(), "--out", drawn.resolve("a.npz")))));
    }

    for (Process process : together) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(alone).anyMatch(own -> Arrays.equals(own, bytes(drawn)));
  }

  private static byte[] bytes(Path drawn) {
    try (Stream<Path> files = Files.list(drawn)) {
      assertThat(files).containsExactly(drawn.resolve("a.npz"));
      return Files.readAllBytes(drawn.resolve("a.npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever reads it, such as head, has had enough. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void closedPipe_shouldEndQuietly() throws Exception {
    Process process = program(List.of("train", "--help"));
    process.getInputStream().close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(process.errorReader().readLine()).isNull();
  }

  /** A path of letters that the locale does not have. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void asciiLocale_shouldEndInOneLineForAPathOutsideIt() throws Exception {
    Process path =
        start(List.of("env", "LC_ALL=C"), List.of("train", "--data", folder.resolve("\u00e9")));

    assertThat(path.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(path.exitValue()).isEqualTo(2);
    assertThat(path.errorReader(UTF_8).lines()).singleElement().asString().startsWith("dcgan4j: ");
  }

  /** Data take seconds to be rendered or decoded; there is nothing to finish yet. */
  @ParameterizedTest
  @ValueSource(longs = {100, 1500, 3000})
  @DisabledOnOs(OS.WINDOWS)
  void terminatedWhileItStarts_shouldEndSoonAndLeaveNoHalfRun(long millis) throws Exception {
    SmallRun small = SmallRun.in(folder);
    Path runs = folder.resolve("runs");
    Process process =
        program(
            small.trainArguments("--out", runs, "--steps", 100_000, "--set", "tick.every=1000"));
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
    Process process = program(List.of("train", "--batch-size", 0));

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

  private static Process program(List<?> args) throws IOException {
    return start(List.of(), args);
  }

  private static Process start(List<?> before, List<?> args) throws IOException {
    List<String> command = new ArrayList<>();
    before.forEach(arg -> command.add(arg.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-jar");
    command.add(System.getProperty("dcgan4j.jar"));
    args.forEach(arg -> command.add(arg.toString()));
    return new ProcessBuilder(command).start();
  }

  /** The lines until there. */
  private static List<String> awaitTick(BufferedReader err) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      lines.add(line);
      if (line.startsWith("step 10/")) {
        return lines;
      }
    }
    throw new AssertionError("no tick, but " + lines);
  }
}
