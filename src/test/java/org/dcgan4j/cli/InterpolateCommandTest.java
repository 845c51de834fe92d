package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpolateCommandTest {
  @TempDir private static Path data;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    run = SmallRun.in(data).trained(data.resolve("runs"));
  }

  @Test
  void png_shouldHaveARowFromEachLatentToTheNext() throws IOException {
    Path out = folder.resolve("walk.png");

    assertThat(
            Outcome.of("interpolate", run, "--out", out, "--points", 3, "--steps", 5)
                .withoutSources())
        .isEqualTo(new Outcome(0, "", ""));

    BufferedImage picture = ImageIO.read(out.toFile());
    assertThat(picture.getHeight()).isEqualTo(2 + 3 * (2 * 28 + 2));
    assertThat(picture.getWidth()).isEqualTo(2 + 5 * (2 * 28 + 2));
  }

  @Test
  void gif_shouldHaveAllFramesAndFollowTheSeed() throws IOException {
    Path out = folder.resolve("walk.GIF");
    Path again = folder.resolve("again.gif");
    Path other = folder.resolve("other.gif");
    for (Object[] walk : new Object[][] {{out, 1}, {again, 1}, {other, 2}}) {
      Object[] args = {"interpolate", run, "--out", walk[0], "--seed", walk[1]};
      assertThat(Outcome.of(args).status()).isZero();
    }

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = ImageIO.createImageInputStream(out.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(6 * 16);
    }
    assertThat(again).hasSameBinaryContentAs(out);
    assertThat(Files.mismatch(out, other)).isNotNegative();
  }

  @Test
  void otherEnding_shouldBeRefused() {
    assertRefused("--out: given walk.mp4, legal is a name in .gif or .png", "--out", "walk.mp4");
  }

  @Test
  void moreFramesThanAGifHas_shouldBeRefused() {
    assertRefused(
        "--points times --steps: given 2500, legal is 2 to 200",
        "--out",
        "walk.gif",
        "--points",
        50,
        "--steps",
        50);
  }

  private static void assertRefused(String message, Object... more) {
    Object[] args = new Object[more.length + 2];
    args[0] = "interpolate";
    args[1] = run;
    System.arraycopy(more, 0, args, 2, more.length);
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).containsExactly("dcgan4j: " + message);
  }
}
