package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(LINUX)
class NvidiaSmiTest {
  @TempDir private Path folder;

  @Test
  void noProgram_shouldBeSaid() {
    assertThat(new NvidiaSmi(folder.resolve("none").toString(), 5).ask())
        .isEqualTo(NvidiaSmi.Answer.NO_PROGRAM);
  }

  @Test
  void program_shouldBeAskedForWhatIsRead() throws IOException {
    String body = "[ \"$1 $2\" = '" + String.join(" ", NvidiaSmi.QUERY) + "' ] || exit 7\n";

    assertThat(program(body + "echo '0, Tesla T4, 7.5, 535.1, 14910'", 5).ask().problem()).isNull();
  }

  @Test
  void programThatHangs_shouldBeGivenUp() throws IOException {
    assertThat(program("sleep 60", 1).ask()).isEqualTo(NvidiaSmi.Answer.none(1));
  }

  @Test
  void failure_shouldKeepItsFirstLine() throws IOException {
    assertThat(program("echo 'Unable to determine the device handle' >&2; exit 15", 5).ask())
        .isEqualTo(NvidiaSmi.Answer.failed("Unable to determine the device handle"));
  }

  @Test
  void endlessAnswer_shouldBeCutAndNotUnderstood() throws IOException {
    assertThat(program("yes x | head -c 300000", 5).ask())
        .isEqualTo(NvidiaSmi.Answer.failed("not understood: x"));
  }

  private NvidiaSmi program(String body, int seconds) throws IOException {
    Path file = Files.writeString(folder.resolve("smi"), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return new NvidiaSmi(file.toString(), seconds);
  }
}
