package org.dcgan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
  @TempDir private Path folder;

  @Test
  void peak_shouldBeThatOfStatusInBytes() throws IOException {
    Files.writeString(
        folder.resolve("status"),
        "Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t  345 kB\nVmRSS:\t 7 kB\n");
    assertThat(new ProcessFigures(folder).peakResidentBytes()).contains(345L * 1024);
  }

  @Test
  void faults_shouldBeReadBehindANameWithBlanksAndBrackets() throws IOException {
    Files.writeString(
        folder.resolve("stat"), "12 (a (b) 9) S 1 12 12 0 -1 4194560 4711 0 3 0 80 20 0\n");
    assertThat(new ProcessFigures(folder).minorFaults()).contains(4711L);
  }

  @Test
  void system_without_proc_shouldSayNothing() {
    ProcessFigures nowhere = new ProcessFigures(folder.resolve("none"));
    assertThat(nowhere.peakResidentBytes()).isEmpty();
    assertThat(nowhere.minorFaults()).isEmpty();
  }
}
