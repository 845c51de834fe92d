package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The short form of {@code scripts/crash-test.sh}. */
class CrashIT {
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void killedTraining_shouldEndAsIfNothingHadHappened() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder script = new ProcessBuilder("bash", "scripts/crash-test.sh", "3");
    script
        .environment()
        .putAll(
            Map.of(
                "DCGAN4J",
                java + " -Xmx512m -jar " + System.getProperty("dcgan4j.jar"),
                "STEPS",
                "300"));
    Process process = script.redirectErrorStream(true).start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("3 kills").contains("every file equal to the undisturbed one");
  }
}
