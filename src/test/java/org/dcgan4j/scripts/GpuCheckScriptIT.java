package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/gpu-check.sh} as a rehearsal on this machine: what is missing is said, and no
 * more.
 */
class GpuCheckScriptIT {
  @TempDir private Path root;

  private record Ended(int status, List<String> lines) {}

  private Ended check(Map<String, String> settings) throws IOException, InterruptedException {
    return check("scripts/gpu-check.sh", settings);
  }

  private Ended check(String script, Map<String, String> settings)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script, root.toString()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("CPU", "CPU_SCORES", "PRESETS"));
    builder.environment().putAll(Map.of("CHECK_STEPS", "2", "PATIENCE", "20"));
    builder.environment().putAll(settings);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.lines().toList());
  }

  @Test
  void rehearsal_shouldTrainMeasureAndSayWhatIsMissing() throws IOException, InterruptedException {
    String ours =
        "java -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "
            + System.getProperty("java.class.path")
            + " org.dcgan4j.cli.Main";

    Ended ended =
        check(
            Map.of(
                "DCGAN4J", ours,
                "PARTS", "doctor distance train bench calls",
                "PRESETS", "plain-dcgan"));

    assertThat(ended.lines()).hasSize(6);
    assertThat(ended.status()).as(ended.toString()).isZero();
    assertThat(ended.lines().get(0))
        .matches("doctor +(ok .*|lacking .* a CUDA build with a GPU; all parts compute .*)");
    assertThat(ended.lines().get(1))
        .matches("distance +lacking +\\d+ s  the run of the part train");
    assertThat(ended.lines().get(2)).matches("train +ok +\\d+ s  2 steps on the .PU .*grid.png");
    assertThat(ended.lines().get(3))
        .matches("bench +ok +\\d+ s  plain-dcgan [\\d.]+ images/s, [\\d.]+ ms a step; on the .PU");
    assertThat(ended.lines().get(4)).matches("calls +(ok|lacking) .*");
    assertThat(Files.readAllLines(root.resolve("summary.txt")))
        .isEqualTo(ended.lines().subList(0, 5));
    assertThat(root.resolve("grid.png")).isNotEmptyFile();
    assertThat(root.resolve("bench/plain-dcgan.json")).isNotEmptyFile();

    Path elsewhere =
        Files.writeString(root.resolve("elsewhere.json"), "{ \"frechet\" : 12.34567 }");
    Ended measured =
        check(Map.of("DCGAN4J", ours, "PARTS", "distance", "CPU_SCORES", elsewhere.toString()));

    assertThat(measured.lines().get(0))
        .matches("distance +ok +\\d+ s  [\\d.]+ on the .PU, 12.35 on the CPU");
  }

  @Test
  void failingPart_shouldBeNamedAndPassedOver() throws IOException, InterruptedException {
    Ended ended = check(Map.of("DCGAN4J", "ls --no-such-option", "PARTS", "doctor train distance"));

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.lines().get(0)).matches("doctor +failed +\\d+ s  status 2: .*");
    assertThat(ended.lines().get(1)).matches("train +failed +\\d+ s  status 2: .*");
    assertThat(ended.lines().get(2)).matches("distance +lacking .*");
  }

  @Test
  void packageFromElsewhere_shouldBeUnpackedAndRun() throws IOException, InterruptedException {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "tar --version && xz --version").start().waitFor() == 0,
        "no tar or xz");
    Path script = root.resolve("scripts/gpu-check.sh");
    Files.createDirectories(script.getParent());
    Files.copy(Path.of("scripts/gpu-check.sh"), script);
    Path java = root.resolve("made/jre/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho \"ok gpu CUDA, $2 with $LD_LIBRARY_PATH\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(root.resolve("made/cuda11"));
    Files.createDirectories(root.resolve("gpu-package"));
    String pack = "tar -C made -cJf gpu-package/all.tar.xz . && rm -r made";
    assertThat(new ProcessBuilder("sh", "-c", pack).directory(root.toFile()).start().waitFor())
        .isZero();

    Ended ended = check(script.toString(), Map.of("PARTS", "doctor kernels tests"));

    Path libraries = root.resolve("gpu-package/cuda11").toRealPath();
    assertThat(ended.lines().get(0))
        .matches(
            "doctor +ok +\\d+ s  ok gpu CUDA, gpu-package/dcgan4j.jar with " + libraries + ".*");
    assertThat(ended.lines().get(1)).endsWith("  a CUDA build in gpu-package/lib");
    assertThat(ended.lines().get(2)).matches("tests +lacking .*|tests +failed .*");
  }

  @Test
  void unknownPart_shouldBeRefused() throws IOException, InterruptedException {
    Ended ended = check(Map.of("PARTS", "doctor nurse"));

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.lines()).hasSize(1);
    assertThat(ended.lines().get(0))
        .startsWith("gpu-check: PARTS: given 'nurse', legal are machine");
  }
}
