package org.dcgan4j.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
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
    assertRefused(new Outputs(set), set.resolve("A/1.png"), "would be data there");
    write(new Outputs(set), json);
    assertRefused(new Outputs(json), json, "is read here");
  }

  @Test
  void whatWasJustWritten_shouldNotBeReplaced() {
    Outputs outputs = new Outputs();
    Path out = folder.resolve("out");
    write(outputs, out);
    assertThatThrownBy(() -> outputs.file("--json", out))
        .hasMessage("--json: given " + out + ", which is that of --out; legal is another file");
    write(outputs, out); // the same option again
    write(new Outputs(), out);
  }

  @Test
  void placeThatWillBeRefused_shouldBeSoBeforeAnythingIsComputed() throws IOException {
    Path set = Files.createDirectory(folder.resolve("set"));
    Path copy = folder.resolve("copy");

    assertThatThrownBy(() -> new Outputs().file("--json", set))
        .hasMessage("--json: given " + set + ", a folder; legal is a file");
    assertThatThrownBy(() -> new Outputs(set, copy).file("--sheet", copy.resolve("a.png")))
        .hasMessageContaining("which would be data there");
    new Outputs(set, copy).file("--json", copy.resolve("a.json")).file("--sheet", null);
  }

  /** They are read without being named. */
  @Test
  void whatARunWasTrainedOn_shouldNotBeReplaced() throws IOException {
    Path npz = file("data/letters.npz");
    Config config =
        ConfigReader.resolve(null, null, Map.of("data.dir", npz.getParent().toString()));
    RunFolder run = RunFolder.create(folder.resolve("runs"), config);
    Images images = Images.of(ImageShape.grey(1, 1), new byte[1]);
    ImageSet set = new ImageSet(npz.toString(), images, new int[0], List.of(), List.of());
    Manifest.now(List.of(), "a CPU", 1, set).write(run);
    Path beside = file("data/labels.npz");

    for (Path kept : List.of(npz, beside)) {
      assertRefused(Outputs.ofRun(run.path()), kept, "belongs to what the run was trained on");
      assertThat(kept).hasContent("old");
    }
    assertRefused(Outputs.ofRun(run.path()), npz.resolveSibling("new.npz"), "would be data there");
    write(Outputs.ofRun(run.path()), npz.resolveSibling("new.json"));
    Path own = Files.writeString(run.path().resolve("walk.gif"), "old");
    write(Outputs.ofRun(run.path(), folder), own); // where the run lies among the data
    write(Outputs.ofRun(folder.resolve("none")), npz); // who opens the run says so
  }
}
