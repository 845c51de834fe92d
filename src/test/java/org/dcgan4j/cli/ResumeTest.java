package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ticks are every 2 steps, checkpoints every 3 and at the end. */
class ResumeTest {
  @TempDir private static Path data;
  private static SmallRun small;
  private static Path uninterrupted;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    small = SmallRun.in(data);
    uninterrupted = train(data.resolve("runs"), 7);
  }

  @Test
  void resumedAfterAnEndBetweenTwoTicks_shouldEqualTheUninterrupted() throws IOException {
    Path run = train(folder, 5);

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 7);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().strip()).isEqualTo(run.toString());
    assertThat(outcome.err()).contains("resuming " + run + " from step 5 with ");
    RunFolders.assertEqualButForTimes(run, uninterrupted, 7);
  }

  /** Ticks 2 and 4 are none of every third, but they were made, and are kept. */
  @Test
  void otherTicks_shouldLeaveThoseBefore() throws IOException {
    Path run = train(folder, 5, "--set=evaluate.every=1", "--set=evaluate.samples=100");

    Dcgan.resume(run).set("tick.every", "3").steps(7).train();

    assertThat(steps(run, "metrics.jsonl")).containsExactly("2", "4", "6", "7");
    assertThat(steps(run, "measures.jsonl")).containsExactly("2", "4", "6", "7");
    assertThat(run.resolve("fakes-000002.png")).exists();
    assertThat(run.resolve("fakes-000005.png")).doesNotExist();
  }

  private static List<String> steps(Path run, String file) throws IOException {
    return Files.readAllLines(run.resolve(file)).stream()
        .map(line -> line.replaceAll("^\\{\"step\":(\\d+),.*", "$1"))
        .toList();
  }

  /** Where they are is neither a parameter nor a function of the step. */
  @Test
  void whatIsSteered_shouldGoOnFromWhereItWas() throws IOException {
    Object[] steered = {
      "--set=training.augmentation.translation=0.2",
      "--set=training.augmentation.target=0.01",
      "--set=training.augmentation.over=100",
      "--set=training.augmentation.penaltyGain=0.1",
      "--set=generator.optimizer.learningRate.from=1e-9",
      "--set=discriminator.penalties=[{on: reals, weight: {kind: linear, from: 1, end: 9, over: 99}}]",
      "--set=discriminator.penaltyTarget=0.001"
    };
    Path whole = train(folder.resolve("whole"), 7, steered);
    Path run = train(folder.resolve("halves"), 5, steered);

    assertThat(Outcome.of("train", "--resume", run, "--steps", 7).status()).isZero();

    assertThat(whole.resolve("checkpoint-000007/checkpoint.json"))
        .content(StandardCharsets.UTF_8)
        .containsPattern("\"strength\" ?: ?0\\.[1-8]")
        .containsPattern("\"penaltyImages\" ?: ?[1-9]");
    assertThat(whole.resolve("metrics.jsonl"))
        .content(StandardCharsets.UTF_8)
        .contains("\"augmentation\":0.")
        .containsPattern("\"penalty\":[1-9]\\.[0-9]*[1-9]");
    RunFolders.assertEqualButForTimes(run, whole, 7);
  }

  @Test
  void resumedFromAnOlderCheckpoint_shouldMakeAllAfterItAgain() throws IOException {
    Path run = train(folder, 7);
    Files.write(run.resolve("checkpoint-000007/generator.f32"), new byte[8]);
    Files.write(run.resolve("checkpoint-000006/checkpoint.json"), new byte[0]);
    Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":8,\"epo", StandardOpenOption.APPEND);

    Outcome outcome = Outcome.of("train", "--resume", run);

    assertThat(outcome.err()).contains(" from step 3 ");
    RunFolders.assertEqualButForTimes(run, uninterrupted, 7);
  }

  @Test
  void resumedAtItsEnd_shouldChangeNothing() throws IOException {
    Path run = train(folder, 7);

    assertThat(Outcome.of("train", "--resume", run).status()).isZero();

    RunFolders.assertEqualButForTimes(run, uninterrupted, 7);
  }

  @Test
  void limitThatIsReached_shouldBeRefused() {
    Outcome outcome = Outcome.of("train", "--resume", uninterrupted, "--steps", 7);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .matches(
            "dcgan4j: .* is at step 7 already, after \\d+\\.\\d minutes;"
                + " --epochs, --steps and --minutes count from its start");
  }

  @Test
  void otherData_shouldBeRefusedWithBothHashes() throws IOException {
    Path letters = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 20, 1, letters, done -> {});
    String before = ImageSets.load(letters).sha256();
    Outcome trained =
        Outcome.of(
            "train", "--data", letters, "--config", small.config(), "--steps", 1, "--out", folder);
    Path run = Path.of(trained.out().strip());
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 20, 2, letters, done -> {});
    String now = ImageSets.load(letters).sha256();
    byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 3);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            Text.format(
                "dcgan4j: the data are not those of the run: SHA-256 of %s is %s, the run began with %s",
                letters, now, before));
    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(metrics);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "batchSize" : 10 | "batchSize" : 20 | training.batchSize was 10, is 20
          "batch-norm" | "leaky-relu 0.3" | generator.layers had "batch-norm" as item 2, has "leaky-relu 0.3"
          dropout 0.3 | dropout 0.4 | discriminator.layers had "dropout 0.3" as item 3, has "dropout 0.4"
          "from" : 0.01 | "from" : 0.02 | generator.optimizer.learningRate.from was 0.01, is 0.02
          "stratified" : true | "stratified" : false | data.stratified was "true", is "false"
          "pixelRange" : "signed" | "pixelRange" : "unit" | data.pixelRange was "signed", is "unit"
          """)
  void configurationThatWasEdited_shouldBeRefusedWithWhatDiffers(
      String before, String after, String difference) throws IOException {
    Path run = train(folder, 7);
    Path config = run.resolve("config.json");
    Files.writeString(config, Files.readString(config).replaceFirst(before, after));

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 9);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            Text.format(
                "dcgan4j: the configuration is not that of %s: %s",
                run.resolve("checkpoint-000007"), difference));
  }

  @Test
  void killedBeforeItsFirstCheckpoint_shouldBeginAnew() throws IOException {
    Path run = train(folder, 7);
    AtomicFile.deleteFolder(run.resolve("checkpoint-000003"));
    AtomicFile.deleteFolder(run.resolve("checkpoint-000006"));
    AtomicFile.deleteFolder(run.resolve("checkpoint-000007"));
    Files.createDirectory(run.resolve("checkpoint-000003.part"));
    Files.delete(run.resolve("manifest.json"));

    KeptNotes notes = new KeptNotes();

    Dcgan.resume(run).train(notes);

    assertThat(notes.lines)
        .containsExactly(
            "note: " + run + " has no checkpoint, though 7 steps were recorded; it begins anew");
    RunFolders.assertEqualButForTimes(run, uninterrupted, 7);
    assertThat(run.resolve("checkpoint-000003.part")).doesNotExist();
  }

  @Test
  void secondTrainingOnARun_shouldBeRefused() throws IOException {
    Path run = train(folder, 5);
    byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));
    try (Closeable first = RunFolder.open(run).lock()) {
      assertThat(first).isNotNull();

      Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 7);

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.complaints())
          .containsExactly(
              Text.format(
                  "dcgan4j: %s is being trained already by process %d",
                  run, ProcessHandle.current().pid()));
      assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(metrics);
    }
    assertThat(Outcome.of("train", "--resume", run, "--steps", 7).status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"auto, false", "nd4j, true"})
  void backend_shouldOnlyBeSpokenOfWhereItIsAnotherOne(String backend, boolean another)
      throws IOException {
    Path run = train(folder.resolve("backends"), 5);

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 7, "--backend", backend);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err().contains("--backend: it is another one than before"))
        .isEqualTo(another);
    assertThat(outcome.err()).contains("resuming " + run + " from step 5 with ");
  }

  private static Path train(Path runs, int steps, Object... more) {
    List<Object> words = new ArrayList<>(List.of("--out", runs, "--steps", steps));
    words.addAll(List.of(more));
    return Path.of(small.train(words.toArray()).out().strip());
  }

  @Test
  void movedData_shouldGoOnWhereTheyAreNowAndBeWrittenDown() throws IOException {
    SmallRun own = SmallRun.in(folder);
    Path run = own.trained(folder.resolve("moved-runs"));
    Path moved = Files.move(own.letters(), folder.resolve("elsewhere"));

    Outcome outcome = Outcome.of("train", "--resume", run, "--data", moved, "--steps", 9);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(run.resolve("manifest.json")).content().contains(moved.toString());
    assertThat(Outcome.of("train", "--resume", run, "--steps", 12).status()).isZero();
  }

  @Test
  void otherData_shouldBeRefusedInOneLine() throws IOException {
    SmallRun own = SmallRun.in(folder);
    Path run = own.trained(folder.resolve("other-runs"));
    Path other = folder.resolve("other");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 100, 2, other, done -> {});

    Outcome outcome = Outcome.of("train", "--resume", run, "--data", other, "--steps", 9);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("dcgan4j: the data are not those of the run: SHA-256 of " + other);
  }
}
