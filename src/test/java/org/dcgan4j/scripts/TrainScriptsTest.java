package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that start trainings, with a program that writes down what it was asked for. */
class TrainScriptsTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path calls;

  @BeforeEach
  void program() throws IOException {
    calls = folder.resolve("calls");
    Ended.program(
        folder.resolve("bin/java"),
        """
        shift 2
        printf '[%s]' "$@" >>"$CALLS"
        echo >>"$CALLS"
        case "$*" in *"--seed 2"*) exit 3 ;; *"--seed 5"*) exit 75 ;; esac
        """);
    environment.put("CALLS", calls.toString());
    environment.put(
        "PATH", folder.resolve("bin") + File.pathSeparator + System.getenv().get("PATH"));
    environment.put("SLURM_SUBMIT_DIR", ".");
    environment.put("JAVA_OPTS", "");
  }

  private Ended run(String... command) throws IOException, InterruptedException {
    return Ended.of(environment, command);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  @Test
  void divergingSeed_shouldNotStopTheOthers() throws IOException, InterruptedException {
    String out = folder.resolve("runs").toString();

    Ended ended = run("scripts/train-seeds.sh", out, "1 2 3", "--epochs", "5");

    assertThat(ended)
        .isEqualTo(new Ended(3, "train-seeds: seed 2 diverged\ntrain-seeds: diverged: 2\n"));
    assertThat(calls())
        .containsExactly(
            "[train][--out][" + out + "/seed-1][--seed][1][--epochs][5]",
            "[train][--out][" + out + "/seed-2][--seed][2][--epochs][5]",
            "[train][--out][" + out + "/seed-3][--seed][3][--epochs][5]");
    assertThat(run("scripts/train-seeds.sh", out, "4").status()).isZero();
    assertThat(run("scripts/train-seeds.sh", out, "2 5 6").status())
        .as("what else goes wrong would do so again")
        .isEqualTo(75);
    assertThat(calls()).noneMatch(call -> call.contains("[6]"));
  }

  @Test
  void runThatIsThere_shouldGoOn() throws IOException, InterruptedException {
    Path runs = Files.createDirectories(folder.resolve("my runs"));
    Path killed = Files.createDirectory(runs.resolve("00000-letters"));
    Files.writeString(killed.resolve("config.json"), "{}");

    Ended ended = run("scripts/train-or-resume.sh", runs.toString(), "--seed", "2", "--steps=9");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                0,
                "train-or-resume: "
                    + killed
                    + " has settings of its own, so these options do nothing: --seed 2 --steps=9\n"));
    Files.createDirectory(killed.resolve("checkpoint-000500"));
    Files.writeString(
        Files.createDirectory(runs.resolve("00001-letters")).resolve("config.json"), "{}");
    assertThat(run("scripts/train-or-resume.sh", runs.toString())).isEqualTo(new Ended(0, ""));
    assertThat(calls()).hasSize(2).containsOnly("[train][--resume][" + killed + "]");
  }

  @Test
  void lineOfOptions_shouldBeTheTasks() throws IOException, InterruptedException {
    Path options = folder.resolve("my options.txt");
    Files.writeString(
        options, "--seed 1\n--set \"generator.layers=dense 512, tanh\" --data 'my letters'\n");
    environment.put("OPTIONS", options.toString());
    environment.put("SLURM_ARRAY_TASK_ID", "2");

    assertThat(run("bash", "scripts/slurm/train.sbatch", folder + "/out", "--steps", "9").output())
        .isEmpty();

    assertThat(calls())
        .containsExactly(
            "[train][--out]["
                + folder
                + "/out/task-2][--set][generator.layers=dense 512, tanh][--data][my letters][--steps][9]");
  }

  @ParameterizedTest
  @CsvSource({
    "options, 4, 'OPTIONS: options has nothing on line 4'",
    "options, 2, 'OPTIONS: options has nothing on line 2'",
    "options, 3, 'OPTIONS: options, line 3: a quote without its other'",
    "none, 1, OPTIONS: no file none",
  })
  void taskWithoutOptions_shouldBeRefused(String file, String task, String line)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("options"), "--seed 1\n  \n--set \"a=b\n");
    environment.put("OPTIONS", folder.resolve(file).toString());
    environment.put("SLURM_ARRAY_TASK_ID", task);

    Ended ended = run("bash", "scripts/slurm/train.sbatch", folder + "/out");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output().replace(folder + "/", "")).endsWith("train.sbatch: " + line + "\n");
    assertThat(calls).doesNotExist();
  }
}
