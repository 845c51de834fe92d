package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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
}
