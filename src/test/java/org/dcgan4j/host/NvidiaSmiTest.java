package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcgan4j.host.NvidiaSmi.Answer.Failed;
import org.dcgan4j.host.NvidiaSmi.Answer.Found;
import org.dcgan4j.host.NvidiaSmi.Answer.NoAnswer;
import org.dcgan4j.host.NvidiaSmi.Answer.NoProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(LINUX)
class NvidiaSmiTest {
  @TempDir private Path folder;

  @Test
  void noProgram_shouldBeSaid() {
    assertThat(new NvidiaSmi(folder.resolve("none").toString(), 5).ask())
        .isInstanceOf(NoProgram.class);
  }

  @Test
  void program_shouldBeAskedForWhatIsRead() throws IOException {
    String body = "[ \"$1 $2\" = '" + String.join(" ", NvidiaSmi.QUERY) + "' ] || exit 7\n";

    assertThat(program(body + "echo '0, Tesla T4, 7.5, 535.1, 14910'", 5).ask())
        .isInstanceOf(Found.class);
  }

  @Test
  void programThatHangs_shouldBeGivenUp() throws IOException {
    assertThat(program("sleep 60", 1).ask()).isEqualTo(new NoAnswer(1));
  }

  @Test
  void failure_shouldKeepItsFirstLine() throws IOException {
    assertThat(program("echo 'Unable to determine the device handle' >&2; exit 15", 5).ask())
        .isEqualTo(new Failed("Unable to determine the device handle"));
  }

  @Test
  void endlessAnswer_shouldBeCutAndNotUnderstood() throws IOException {
    assertThat(program("yes x | head -c 300000", 5).ask())
        .isEqualTo(new Failed("not understood: x"));
  }

  private NvidiaSmi program(String body, int seconds) throws IOException {
    Path file = Files.writeString(folder.resolve("smi"), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return new NvidiaSmi(file.toString(), seconds);
  }
}
