package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private static Path data;
  private static SmallRun small;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    small = SmallRun.in(data);
  }

  @Test
  void train_shouldLeaveEverythingAboutItInANumberedFolder() throws IOException {
    Path run = small.trained(folder.resolve("runs"));

    assertThat(run).isEqualTo(folder.resolve("runs/00000-notmnist-dcgan"));
    assertThat(names(run))
        .containsExactlyInAnyOrder(
            ".lock",
            "config.json",
            "manifest.json",
            "reals.png",
            "fakes-init.png",
            "fakes-000002.png",
            "fakes-000004.png",
            "fakes-000006.png",
            "training.gif",
            "losses.png",
            "report.html",
            "metrics.jsonl",
            "checkpoint-000003",
            "checkpoint-000006");
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(3);
  }

  @Test
  void dryRun_shouldPrintConfigurationAndSizesAndLeaveNothing() {
    Outcome outcome = small.train("--out", folder.resolve("runs"), "--dry-run");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .startsWith("{")
        .contains("\"batchSize\" : 10")
        .contains("data: 100 images of 28x28, grey, 10 batches an epoch")
        .contains("generator: ", "discriminator: ", " parameters");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rateThatLayersMakeSmaller_shouldBeSaid() {
    Outcome outcome =
        small.train(
            "--out",
            folder.resolve("runs"),
            "--steps=1",
            "--set=discriminator.optimizer.fanIn=32",
            "--set=generator.optimizer.fanIn=98");

    assertThat(outcome.err())
        .contains("the discriminator learns at 0.500 of its learning rate")
        .contains("at most 32 inputs to an output, and these have 64")
        .doesNotContain("the generator learns");
  }

  @Test
  void batchLargerThanTheData_shouldBeRefused() {
    assertRefused(
        small.train("--out", folder.resolve("runs"), "--batch-size", 101),
        "the data have 100 examples, and training.batchSize is 101; legal is 1 to 100");
  }

  @Test
  void generatorThatDoesNotFitTheData_shouldNameBothShapes() {
    Outcome outcome =
        small.train(
            "--out",
            folder.resolve("runs"),
            "--set",
            "generator.layers=dense 1024,reshape 1x32x32,tanh");

    assertRefused(outcome, "generator.layers: they make 1x32x32, and the data are 1x28x28");
  }

  @Test
  void outBelowAFile_shouldNameTheFileInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Outcome outcome = small.train("--out", file.resolve("runs"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: cannot make a run folder under "
                + file
                + "/runs: "
                + file
                + " is in the way");
    assertThat(file).hasContent("mine");
  }

  private void assertRefused(Outcome outcome, String message) {
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).containsExactly("dcgan4j: " + message);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
