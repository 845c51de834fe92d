package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.dcgan4j.api.Generator;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a run on coloured pictures of no usual size leaves or gives. */
class ColourRunTest {
  private static final int SIDE = 20;
  private static final ImageShape SHAPE = new ImageShape(3, SIDE, SIDE);

  /** So that what is drawn has colours from the first step on. */
  private static final String STRONG = "--set=generator.initStd=0.4";

  @TempDir private static Path data;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    Path letters = data.resolve("letters");
    done("dataset", "render", "--out", letters, "--count", 60, "--size", SIDE, "--colours");
    Object[] settings = {"--width=2", "--steps=4", "--set=tick.every=2", STRONG};
    Object[] train = {"train", "--data", letters, "--out", data.resolve("runs")};
    run = Path.of(done(join(train, settings)).out().strip());
  }

  private static Object[] join(Object[] one, Object[] other) {
    Object[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static Outcome done(Object... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  @Test
  void widthBesideLayersOfAPreset_shouldBeSaid() {
    Object[] train = {
      "train", "--data", data.resolve("letters"), "--dry-run", "--width", 2, "--batch-size", 2
    };
    String line = "note: width 2: the networks are made for it, and are not the preset %s's own";

    assertThat(done(join(train, new Object[] {"--preset", "plain-dcgan"})).err())
        .contains(line.replace("%s", "plain-dcgan"));
    assertThat(done(train).err()).doesNotContain("width 2");
  }

  @Test
  void picturesOfTheRun_shouldBeInColourAndSeen() throws IOException {
    for (String name : new String[] {"reals.png", "fakes-init.png", "fakes-000004.png"}) {
      BufferedImage picture = ImageIO.read(run.resolve(name).toFile());
      assertThat(picture.getType()).as(name).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
      assertThat(picture.getWidth()).isEqualTo(2 + 10 * (3 * SIDE + 2));
    }
    BufferedImage gif = ImageIO.read(run.resolve("training.gif").toFile());
    assertThat(gif.getWidth()).isEqualTo(2 + 10 * (3 * SIDE + 2));
    String jpeg = "\"picture\":\"/9j/";
    assertThat(run.resolve("report.html")).content(StandardCharsets.UTF_8).contains(jpeg);
    assertThat(run.resolve("manifest.json")).content(StandardCharsets.UTF_8).contains("3, 20, 20");
  }

  @Test
  void npz_shouldBeReadBackAsTheSamePicturesAsPng() throws IOException {
    Path npz = folder.resolve("s.npz");
    Path png = folder.resolve("png");
    done("sample", run, "--count", 10, "--format", "npz", "--out", npz);
    done("sample", run, "--count", 10, "--format", "png", "--out", png);

    ImageSet read = ImageSets.load(npz);

    assertThat(read.images().shape()).isEqualTo(SHAPE);
    assertThat(read.classNames()).hasSize(10).startsWith("A", "B");
    assertThat(ImageSets.load(png).images().toArray()).isEqualTo(read.images().toArray());
  }

  @Test
  void idx_shouldBeRefusedAsItIsGrey() {
    Outcome outcome =
        Outcome.of("sample", run, "--count", 9, "--format", "idx", "--out", folder.resolve("x"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: --format: given idx, legal for images in colour are grid, png, npz");
  }

  @Test
  void walk_shouldBeInColour() throws IOException {
    Path gif = folder.resolve("walk.gif");
    Path png = folder.resolve("walk.png");
    Object[] small = {"--points", 2, "--steps", 3};
    done(join(new Object[] {"interpolate", run, "--side", 2, "--out", gif}, small));
    done(join(new Object[] {"interpolate", run, "--out", png}, small));

    assertThat(ImageIO.read(gif.toFile()).getWidth()).isEqualTo(2 + 2 * (3 * SIDE + 2));
    assertThat(ImageIO.read(png.toFile()).getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
  }

  @Test
  void page_shouldDrawThreeChannels() throws IOException {
    done("export", run, "--format", "onnx", "--out", folder.resolve("g.onnx"));

    assertThat(folder.resolve("demo.html"))
        .content(StandardCharsets.UTF_8)
        .contains("\"channels\":3,\"height\":20,\"width\":20");
  }

  @Test
  void library_shouldGivePicturesInRgb() throws IOException {
    Generator generator = Generator.load(run);
    byte[] first = generator.sample(2, 7)[0];

    BufferedImage picture = generator.pictures(2, 7).get(0);

    File file = folder.resolve("one.png").toFile();
    ImageIO.write(picture, "png", file);
    int rgb = ImageIO.read(file).getRGB(5, 9);
    int at = 9 * SIDE + 5;
    assertThat(rgb >> 16 & 255).isEqualTo(first[at] & 255);
    assertThat(rgb >> 8 & 255).isEqualTo(first[at + SIDE * SIDE] & 255);
    assertThat(rgb & 255).isEqualTo(first[at + 2 * SIDE * SIDE] & 255);
    assertThat(generator.grid(4, 7).getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
  }

  @Test
  void bench_shouldTakeTheSizeAndColour() {
    Object[] few = {"--width", 1, "--batch-size", 2, "--steps", 4, "--warm-up", 0};
    Object[] shape = {"bench", "--size", 16, "--set", "data.colour=rgb", "--json", "-"};

    assertThat(done(join(shape, few)).out()).contains("\"shape\":\"3x16x16\"");
  }

  @Test
  void resumedRun_shouldGoOnInColour() throws IOException {
    Path copy = folder.resolve("runs/again");
    Files.createDirectories(copy);
    FileUtils.copyDirectory(run.toFile(), copy.toFile());

    done("train", "--resume", copy, "--steps", 6);

    assertThat(copy.resolve("fakes-000006.png")).exists();
  }
}
