package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training learned is worth more than a picture of it. */
class FailingPictureTest {
  @TempDir private static Path data;

  @Test
  void pictureThatSomebodyColoured_shouldCostNoStep() throws IOException {
    SmallRun small = SmallRun.in(data);
    Path run = small.trained(data.resolve("runs"));
    Path coloured = run.resolve("fakes-000002.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", coloured.toFile());

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 8);

    assertThat(outcome.status()).isZero();
    assertThat(run.resolve("checkpoint-000008/generator.f32")).exists();
    assertThat(run.resolve("fakes-000008.png")).exists();
  }

  @Test
  void reportWithoutAPlace_shouldCostNoStep() throws IOException {
    SmallRun small = SmallRun.in(data);
    Path run = small.trained(data.resolve("others"));
    Files.delete(run.resolve("report.html"));
    Files.createDirectory(run.resolve("report.html"));

    Outcome outcome = Outcome.of("train", "--resume", run, "--steps", 8);

    assertThat(outcome.status()).isZero();
    assertThat(run.resolve("checkpoint-000008/generator.f32")).exists();
  }

  @Test
  void whatCouldNotBeWritten_shouldBeCountedAtTheEnd() throws IOException {
    Path run = SmallRun.in(data).trained(data.resolve("counted"));
    for (String name : List.of("losses.png", "training.gif", "report.html")) {
      Files.delete(run.resolve(name));
      Files.createDirectory(run.resolve(name));
    }
    KeptNotes notes = new KeptNotes();

    Dcgan.resume(run).steps(9).train(notes);

    assertThat(run.resolve("checkpoint-000009/generator.f32")).exists();
    assertThat(notes.lines).filteredOn(line -> line.contains("losses.png")).hasSize(1);
    assertThat(notes.lines)
        .last()
        .isEqualTo(
            "warning: 3 files or pictures of the run are missing or old; the lines above say which"
                + " and why");
  }

  @Test
  void trainingThatWritesAll_shouldCountNothing() throws IOException {
    Path run = SmallRun.in(data).trained(data.resolve("whole"));
    TrainingListener reader =
        new TrainingListener() {
          @Override
          public void onNote(String line) {
            throw new AssertionError(line);
          }
        };

    Dcgan.resume(run).steps(9).train(reader);

    assertThat(run.resolve("report.html")).isRegularFile();
  }
}
