package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run the program, in a project whose program only says that it did its work. */
class ExperimentScriptsTest {
  private static final String PROGRAM =
      """
      json() { while [ "$1" != --json ]; do shift; done; echo "$2"; }
      out() { while [ "$1" != --out ]; do shift; done; echo "$2"; }
      [ "$1" != -jar ] || shift 2
      case "$*" in
        *--sett*) echo "dcgan4j: --sett: unknown option" >&2; exit 2 ;;
        *--dry-run*) printf '"batchSize" : 16,\\n"discriminatorSteps" : 1\\n' ;;
        train\\ *)
          run=$(out "$@")/00000-notmnist-dcgan
          mkdir -p "$run"/checkpoint-000500 "$run"/checkpoint-001000 "$run"/checkpoint-best
          echo "$run"
          ;;
        evaluate\\ *) printf '"frechet" : 0.5,\\n"coverage" : 0.9\\n' >"$(json "$@")" ;;
      esac
      """;

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path root;

  @BeforeEach
  void project() throws IOException {
    root = folder.resolve("my project");
    FileUtils.copyDirectory(new File("scripts"), root.resolve("scripts").toFile());
    Files.createDirectories(root.resolve("target/lib"));
    Files.writeString(root.resolve("target/dcgan4j.jar"), "");
    Path bin = folder.resolve("bin");
    Ended.program(bin.resolve("java"), PROGRAM);
    Ended.program(bin.resolve("python3"), "shift; echo \"$@\"");
    environment.put("PATH", bin + File.pathSeparator + System.getenv().get("PATH"));
    environment.put("DATA", "letters");
    environment.put("OUT", folder.resolve("out").toString());
    environment.put("TMPDIR", folder.toString());
  }

  private Ended run(String script, Object... arguments) throws IOException, InterruptedException {
    Stream<String> command =
        Stream.concat(
            Stream.of("bash", root + "/scripts/" + script),
            Stream.of(arguments).map(Object::toString));
    return Ended.of(environment, command.toArray(String[]::new));
  }

  @Test
  void mistypedOptions_shouldCostTheirLineAlone() throws IOException, InterruptedException {
    Path options = folder.resolve("options.txt");
    Files.writeString(options, "plain --preset plain-dcgan\nbad --sett a=b\nlast --width 2");

    Ended ended = run("compare-options.sh", options);

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output().lines())
        .anyMatch(line -> line.matches("row .*/plain-187000-seed1/scores.json plain 1 \\d+"))
        .contains("compare-options: bad: dcgan4j: --sett: unknown option")
        .anyMatch(line -> line.matches("row .*/last-187000-seed1/scores.json last 1 \\d+"))
        .hasSize(5);
    Files.writeString(options, "plain --preset plain-dcgan\n");
    assertThat(run("compare-options.sh", options).status()).isZero();
  }

  @Test
  void speedrun_shouldTakeNumberedCheckpoints() throws IOException, InterruptedException {
    environment.put("SEEDS", "1");

    Ended ended = run("speedrun.sh");

    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("| 1 | 500 | ");
    List<Path> seconds =
        FileUtils.listFiles(folder.resolve("out").toFile(), new String[] {"part"}, true).stream()
            .map(File::toPath)
            .toList();
    assertThat(seconds).isEmpty();
  }

  @Test
  void crashTest_shouldKillAtTheMomentsOfItsSeed() throws IOException, InterruptedException {
    Path moments = folder.resolve("moments");
    environment.put("DCGAN4J", folder.resolve("bin/training").toString());
    Ended.program(
        folder.resolve("bin/training"),
        """
        case "$*" in
          *whole*)
            run="${!#}/00000-notmnist-dcgan"
            mkdir -p "$run/checkpoint-000500"
            touch "$run/metrics.jsonl" "$run/checkpoint-000500/checkpoint.json" ;;
          *killed*) exec /bin/sleep 60 ;;
        esac
        """);
    Ended.program(
        folder.resolve("bin/sleep"),
        """
        [ "$1" != 0.1 ] || exec /bin/sleep 0.1
        echo "$1" >>"%s"
        [ "$(wc -l <"%s")" -lt 3 ] || kill -TERM "$PPID"
        """
            .formatted(moments, moments));
    String[] drawn = new String[3];
    for (int i = 0; i < drawn.length; i++) {
      Files.deleteIfExists(moments);
      run("crash-test.sh", 9, List.of(1, 1, 2).get(i));
      drawn[i] = Files.readString(moments);
    }

    assertThat(drawn[1]).hasLineCount(3).isEqualTo(drawn[0]);
    assertThat(drawn[2]).hasLineCount(3).isNotEqualTo(drawn[0]);
  }

  @Test
  void sparkSubmit_shouldStayInTheCallersFolder() throws IOException, InterruptedException {
    Files.writeString(root.resolve("target/lib/a.jar"), "");
    Path spark = folder.resolve("spark");
    Ended.program(spark.resolve("bin/spark-submit"), "pwd; printf '%s\\n' \"$@\"");
    environment.put("SPARK_HOME", spark.toString());
    environment.put("MASTER", "spark://host:7077");

    Ended ended = run("spark-submit.sh", "sample", "runs/0", "--out", "letters.idx");

    assertThat(ended.output().lines())
        .startsWith(Path.of("").toAbsolutePath().toString())
        .contains(
            root + "/target/lib/a.jar",
            "spark.driver.defaultJavaOptions=-XX:+ExitOnOutOfMemoryError")
        .endsWith(root + "/target/dcgan4j.jar", "sample", "runs/0", "--out", "letters.idx")
        .noneMatch(line -> line.contains("extraJavaOptions"));
  }

  @Test
  void gpuPackage_shouldNotLoseWhatItTakesAlong() throws IOException, InterruptedException {
    Path scores = Files.createDirectory(folder.resolve("out")).resolve("cpu.json");
    Files.writeString(scores, "{}");
    environment.put("CPU_SCORES", scores.toString());

    assertThat(run("gpu-package.sh", folder.resolve("out")).output())
        .contains("no CUDA build in target/lib");
    assertThat(scores).hasContent("{}");
  }

  @Test
  void gpuCheck_shouldTakeTheScoresOfAnEarlierCheck() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Files.createDirectories(out.resolve("train/run/00000-letters"));
    Path scores = Files.createDirectory(out.resolve("distance")).resolve("device.json");
    Files.writeString(scores, "\"frechet\" : 0.25\n");
    environment.put("CPU_SCORES", scores.toString());
    environment.put("PARTS", "distance");

    assertThat(run("gpu-check.sh", out).output())
        .contains("distance  ok ", "0.5 on the CPU, 0.25 on the CPU");
  }
}
