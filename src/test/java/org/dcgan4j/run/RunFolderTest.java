package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Config CONFIG = ConfigReader.preset("wide");

  @TempDir private Path runs;

  @Test
  void newRun_shouldTakeTheNumberAfterTheHighest() throws IOException {
    Files.createDirectory(runs.resolve("00007-other"));
    Files.createDirectory(runs.resolve("notes"));

    assertThat(RunFolder.create(runs, CONFIG).path()).isEqualTo(runs.resolve("00008-wide"));
    assertThat(RunFolder.create(runs, CONFIG).path()).isEqualTo(runs.resolve("00009-wide"));
  }

  @Test
  void openedRun_shouldHaveTheConfigurationItBeganWith() {
    Path path = RunFolder.create(runs.resolve("new"), CONFIG).path();

    assertThat(RunFolder.open(path)).isEqualTo(new RunFolder(path, CONFIG));
  }

  @Test
  void overrides_shouldReachTheFolderOnlyWhenWritten() throws IOException {
    Path path = RunFolder.create(runs, CONFIG).path();

    RunFolder longer = RunFolder.open(path, Map.of("training.epochs", "77"));

    assertThat(longer.config().training().epochs()).isEqualTo(77);
    assertThat(RunFolder.open(path).config()).isEqualTo(CONFIG);
    longer.writeConfig();
    assertThat(RunFolder.open(path)).isEqualTo(longer);
  }

  @Test
  void folderWithoutConfiguration_shouldBeNoRun() {
    assertThatThrownBy(() -> RunFolder.open(runs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(runs + " is no run folder: it has no config.json");
  }
}
