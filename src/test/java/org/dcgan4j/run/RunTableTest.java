package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTableTest {
  private final List<String> notes = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void table_shouldShowWhereRunsDifferAndWhatTheySaidLast() throws IOException {
    run("a/00000-x", 1, "{\"step\":10,\"gLoss\":2.5}\n{\"step\":20,\"gLoss\":0.5}\n");
    run("b/00000-x", 2, "{\"step\":20,\"gLoss\":0.75}\n{\"step\":3");
    run("c/00000-x", 3, null);

    assertThat(lines(folder))
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
      Files.createFile(run.resolve("manifest.json"));
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

    assertThat(lines(folder.resolve("w8"), folder.resolve("w16"))).startsWith("run\twidth");
    assertThat(lines(folder.resolve("w8"), folder.resolve("w0")))
        .startsWith("run\twidth\tdiscriminator.layers\tgenerator.layers");
  }

  /** A folder for a model hub, or a program's settings in somebody's words. */
  @Test
  void otherConfigurations_shouldBePassedOver() throws IOException {
    run("run", 1, null);
    for (String other : List.of("{\"preset\":\"x\"}", "[1]", "no JSON")) {
      Path place = Files.createDirectories(folder.resolve("other" + other.length()));
      Files.writeString(place.resolve("config.json"), other);
    }

    assertThat(lines(folder)).containsExactly("run", folder.resolve("run").toString());
  }

  @Test
  void linkedFolder_shouldBeLookedInto() throws IOException {
    run("there/a", 1, null);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("there"));

    assertThat(lines(link)).containsExactly("run", link.resolve("a").toString());
  }

  @Test
  void noRuns_shouldBeAnEmptyTable() {
    assertThat(lines(folder)).isEmpty();
  }

  @Test
  void damagedConfiguration_shouldBeNamed() throws IOException {
    run("a", 1, null);
    Path config = Files.writeString(folder.resolve("a/config.json"), "{\"training\":");

    assertThatThrownBy(() -> lines(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(config + " is no configuration: not JSON");
    for (String none : List.of("null", "[1]", "")) {
      Files.writeString(config, none);
      assertThatThrownBy(() -> lines(folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(config + " is no configuration: not a JSON object");
    }
  }

  @Test
  void damagedMetrics_shouldBeSaidOnceForARun() throws IOException {
    run("a", 1, "xx\n");
    run("b", 2, "{\"step\":10}\nnull\n{}\n{\"step\":2");

    assertThat(lines(folder))
        .containsExactly(
            "run\ttraining.seed\tstep",
            folder.resolve("a") + "\t1\t",
            folder.resolve("b") + "\t2\t10");
    String are = "of its lines are not the figures of a tick and are passed over (the first: line ";
    assertThat(notes)
        .containsExactly(
            folder.resolve("a/metrics.jsonl") + ": 1 " + are + "1)",
            folder.resolve("b/metrics.jsonl") + ": 2 " + are + "2)");
  }

  @Test
  void unreadableMetrics_shouldBeNamed() throws IOException {
    run("a", 1, null);
    Path metrics = folder.resolve("a/metrics.jsonl");
    Files.write(metrics, new byte[] {'{', '"', (byte) 0xFF});
    assertThatThrownBy(() -> lines(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(metrics + ": not UTF-8 text at byte 2");

    Files.delete(metrics);
    Files.createDirectory(metrics);
    assertThatThrownBy(() -> lines(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + metrics);
  }

  @Test
  void missingFolder_shouldBeNamed() {
    assertThatThrownBy(() -> lines(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none");
  }

  private List<String> lines(Path... folders) {
    return RunTable.lines(List.of(folders), notes::add);
  }

  private void run(String name, int seed, String metrics) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        run.resolve("config.json"), "{\"preset\":\"x\",\"training\":{\"seed\":" + seed + "}}");
    Path left = run.resolve(metrics == null ? "manifest.json" : "metrics.jsonl");
    Files.writeString(left, metrics == null ? "{}" : metrics);
  }
}
