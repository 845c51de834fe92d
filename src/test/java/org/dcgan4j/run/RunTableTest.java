package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTableTest {
  @TempDir private Path folder;

  @Test
  void table_shouldShowWhereRunsDifferAndWhatTheySaidLast() throws IOException {
    run("a/00000-x", 1, "{\"step\":10,\"gLoss\":2.5}\n{\"step\":20,\"gLoss\":0.5}\n");
    run("b/00000-x", 2, "{\"step\":20,\"gLoss\":0.75}\n{\"step\":3");
    run("c/00000-x", 3, null);

    assertThat(RunTable.lines(List.of(folder)))
        .containsExactly(
            "run\ttraining.seed\tgLoss\tstep",
            folder.resolve("a/00000-x") + "\t1\t0.5\t20",
            folder.resolve("b/00000-x") + "\t2\t0.75\t20",
            folder.resolve("c/00000-x") + "\t3\t\t");
  }

  @Test
  void layersThatFollowTheWidth_shouldBeLeftOut() throws IOException {
    for (int width : new int[] {0, 8, 16}) {
      Path run = Files.createDirectories(folder.resolve("w" + width));
      String layers = "{\"layers\":[\"dense " + width + "\"]}";
      Files.writeString(
          run.resolve("config.json"),
          "{\"width\":"
              + width
              + ",\"generator\":"
              + layers
              + ",\"discriminator\":"
              + layers
              + "}");
    }

    assertThat(RunTable.lines(List.of(folder.resolve("w8"), folder.resolve("w16"))))
        .startsWith("run\twidth");
    assertThat(RunTable.lines(List.of(folder.resolve("w8"), folder.resolve("w0"))))
        .startsWith("run\twidth\tdiscriminator.layers\tgenerator.layers");
  }

  @Test
  void noRuns_shouldBeAnEmptyTable() {
    assertThat(RunTable.lines(List.of(folder))).isEmpty();
  }

  @Test
  void damagedConfiguration_shouldBeNamed() throws IOException {
    run("a", 1, null);
    Path config = Files.writeString(folder.resolve("a/config.json"), "{\"training\":");

    assertThatThrownBy(() -> RunTable.lines(List.of(folder)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(config + " is no configuration: not JSON");
  }

  @Test
  void missingFolder_shouldBeNamed() {
    assertThatThrownBy(() -> RunTable.lines(List.of(folder.resolve("none"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none");
  }

  private void run(String name, int seed, String metrics) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        run.resolve("config.json"), "{\"preset\":\"x\",\"training\":{\"seed\":" + seed + "}}");
    if (metrics != null) {
      Files.writeString(run.resolve("metrics.jsonl"), metrics);
    }
  }
}
