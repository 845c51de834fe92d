package org.dcgan4j.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputsTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "old");
  }

  private static void write(Outputs outputs, Path out) {
    outputs.write("--out", out, file -> Files.writeString(file, "new"));
  }

  private static void assertRefused(Outputs outputs, Path out, String why) {
    assertThatThrownBy(() -> write(outputs, out))
        .hasMessage("--out: given " + out + ", which " + why + "; legal is another file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "metrics.jsonl",
        "fakes-000005.png",
        "events.out.tfevents.1.dcgan4j",
        "checkpoint-000005/generator.f32",
        "checkpoint-best/checkpoint.json",
      })
  void whatARunConsistsOf_shouldNotBeReplaced(String name) throws IOException {
    file("config.json");
    file("manifest.json");
    file("checkpoint-000005/checkpoint.json");
    Path own = file(name);

    assertRefused(new Outputs(), own, "is part of a run");
    Path link = Files.createSymbolicLink(folder.resolve("link"), own);
    assertRefused(new Outputs(), link, "is part of a run");
    assertThat(own).hasContent("old");
  }

  @Test
  void otherFiles_shouldBeReplacedInARunToo() throws IOException {
    file("config.json");
    write(new Outputs(), folder.resolve("config.json")); // of no run: there is no manifest
    file("manifest.json");
    Path scores = file("scores.json");
    write(new Outputs(), scores);
    assertThat(scores).hasContent("new");
    write(new Outputs(), folder.resolve("new.png"));
  }

  @Test
  void whatIsRead_shouldNotBeReplaced() throws IOException {
    Path picture = file("set/A/0.png");
    Path json = file("set/found.json");
    Path set = folder.resolve("set");

    assertRefused(new Outputs(set), picture, "is read here");
    assertRefused(new Outputs(null, picture), set.resolve("../set/A/0.png"), "is read here");
    assertThat(picture).hasContent("old");
    write(new Outputs(set), set.resolve("A/1.png"));
    write(new Outputs(set), json);
    assertRefused(new Outputs(json), json, "is read here");
  }

  @Test
  void whatWasJustWritten_shouldNotBeReplaced() {
    Outputs outputs = new Outputs();
    Path out = folder.resolve("out");
    write(outputs, out);
    assertRefused(outputs, out, "has just been written");
    write(new Outputs(), out);
  }
}
