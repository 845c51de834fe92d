package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.dcgan4j.api.Features;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.export.SetFiles;
import org.dcgan4j.io.NpzWriter.NpyHeader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCommandTest {
  @TempDir private static Path data;
  private static SmallRun small;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    small = SmallRun.in(data);
    run = small.trained(data.resolve("runs"));
  }

  private static Outcome done(Object... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  @Test
  void features_shouldBeThoseOfTheTrainedDiscriminator() throws IOException {
    Path npz = folder.resolve("features.npz");

    done("features", run, "--out", npz);

    ImageSet letters = ImageSets.load(small.letters());
    float[] written = floats(npz, "features", 100, 128);
    Features features = Features.load(run);
    assertThat(features.layers()).containsExactly("d.conv1 4x4x4", "d.conv2 4x4x4");
    assertThat(features.of(new byte[][] {letters.images().image(7)})[0])
        .isEqualTo(java.util.Arrays.copyOfRange(written, 7 * 128, 8 * 128));
    int[] labels = new int[100];
    bytes(npz, "labels", 100).asIntBuffer().get(labels);
    assertThat(labels).isEqualTo(letters.labels());

    // Those of another checkpoint are others.
    done("features", run, "--checkpoint", 3, "--out", npz);
    assertThat(floats(npz, "features", 100, 128)).isNotEqualTo(written);
  }

  private static float[] floats(Path npz, String name, long... shape) throws IOException {
    ByteBuffer bytes = bytes(npz, name, shape);
    float[] floats = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }

  private static ByteBuffer bytes(Path npz, String name, long... shape) throws IOException {
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      ZipEntry entry = zip.getEntry(name + ".npy");
      try (var in = zip.getInputStream(entry)) {
        NpyHeader header = NpyHeader.read(name, in);
        assertThat(header.shape()).containsExactly(shape);
        byte[] data = header.data(name, in, 1 << 20);
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
  }

  @Test
  void probe_shouldStandBesideItsControls() throws IOException {
    Path json = folder.resolve("probe.json");

    Outcome outcome = done("features", run, "--probe", "--labels", 40, "--json", json);

    assertThat(outcome.out())
        .startsWith(
            "linear classifiers on 40 labelled images, judged by 50 others, of their held-out half")
        .contains("its features (128 numbers)", "before training", "pixels (784", "supervised");
    assertThat(outcome.err()).contains("the data have no test images with the same classes: ");
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    for (String name : List.of("discriminator", "untrained", "pixels", "supervised")) {
      assertThat(figures.path(name + "Error").asDouble(-1)).as(name).isBetween(0.0, 1.0);
    }
    assertThat(figures.path("pixelsError").asDouble()).isLessThan(0.6); // 0.9 by guessing
    assertThat(figures.path("labels").asInt()).isEqualTo(40);
  }

  @Test
  void probeOfARunOnOneClass_shouldSayWhatItHasSeen() {
    Outcome trained = small.train("--set", "data.onlyClass=B", "--out", folder.resolve("runs"));

    Outcome outcome = done("features", trained.out().strip(), "--probe", "--labels", 20);

    assertThat(outcome.err())
        .contains("but the discriminator has seen that of class B in training");
  }

  @Test
  void probe_shouldBeTheSameEachTime() {
    Outcome first = done("features", run, "--probe", "--labels", 30, "--seed", 4);

    assertThat(done("features", run, "--probe", "--labels", 30, "--seed", 4).out())
        .isEqualTo(first.out());
    assertThat(done("features", run, "--probe", "--labels", 30, "--seed", 5).out())
        .isNotEqualTo(first.out());
  }

  @Test
  void pictures_shouldBeLeftInTheRunFolder() throws IOException {
    Outcome outcome = done("features", run, "--pictures");

    Path png = run.resolve("features.png");
    assertThat(outcome.out().strip()).isEqualTo(png.toString());
    BufferedImage picture = ImageIO.read(png.toFile());
    // Four channels, as there are no more, with four images and their gradients at twice the size.
    assertThat(picture.getWidth()).isGreaterThan(2 * 8 * 56);
    assertThat(picture.getHeight()).isGreaterThan(4 * 56);
    byte[] before = Files.readAllBytes(png);
    Path other = folder.resolve("other.png");
    done("features", run, "--pictures", "--data", small.letters(), "--out", other);
    assertThat(other).hasBinaryContent(before);
  }

  @Test
  void dataWithoutLabels_shouldHaveFeaturesAndNoProbe() throws IOException {
    Images few = ImageSets.load(small.letters()).images().range(0, 40);
    Path flat = folder.resolve("flat-idx3-ubyte");
    org.dcgan4j.data.IdxFiles.writeImages(flat, Images.of(few.shape(), few.toArray()));
    Path npz = folder.resolve("features.npz");

    done("features", run, "--data", flat, "--out", npz);

    assertThat(floats(npz, "features", 40, 128)).isNotEmpty();
    assertRefused(
        flat + ": has no labels of several classes, and --probe learns these",
        "features",
        run,
        "--data",
        flat,
        "--probe");
  }

  @Test
  void imagesOfAnotherShape_shouldBeBroughtToTheRuns() throws IOException {
    Path large = folder.resolve("large-idx3-ubyte");
    org.dcgan4j.data.IdxFiles.writeImages(
        large, Images.of(ImageShape.grey(40, 50), new byte[3 * 2000]));
    Path npz = folder.resolve("features.npz");

    Outcome outcome = done("features", run, "--data", large, "--out", npz);

    assertThat(outcome.err()).contains("are brought to 1x28x28");
    assertThat(floats(npz, "features", 3, 128)).isNotEmpty();
  }

  @Test
  void moreLabelsThanImages_shouldBeRefused() {
    assertRefused(
        "--labels: 51 are no number for "
            + small.letters()
            + ", which takes 20 to 50, or 0 for all",
        "features",
        run,
        "--probe",
        "--labels",
        51);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 20})
  void fewerImagesThanClassesNeed_shouldBeRefusedAsSuch(int labels) throws IOException {
    int[] threeOfEach = IntStream.range(0, 100).filter(i -> i % 10 < 3).toArray();
    ImageSet few = ImageSets.load(small.letters()).select(threeOfEach);
    Path npz = folder.resolve("few.npz");
    SetFiles.of(few).writeNpz(npz);

    assertRefused(
        npz
            + ": has 15 labelled images to learn from, and --probe needs 20 or more, two of each"
            + " class",
        "features",
        run,
        "--data",
        npz,
        "--probe",
        "--labels",
        labels);
  }

  @Test
  void optionsThatDoNotGoTogether_shouldBeRefused() {
    String one = "give --out FILE, --probe or --pictures, one of them";
    assertRefused(one, "features", run);
    assertRefused(one, "features", run, "--probe", "--pictures");
    assertRefused(one, "features", run, "--probe", "--out", "x.npz");
    assertRefused(
        "--labels belongs to --probe, which is not given",
        "features",
        run,
        "--out",
        "x.npz",
        "--labels",
        100);
  }

  @Test
  void runOnPoints_shouldBeRefused() {
    Outcome trained =
        done("train", "--preset", "gaussian-1d", "--steps", 1, "--out", folder.resolve("points"));

    assertRefused(
        "the run is on points, and only of images does a discriminator have features",
        "features",
        trained.out().strip(),
        "--out",
        "x.npz");
  }

  @Test
  void damagedDiscriminator_shouldBePassedOverForAnOlderOne() throws IOException {
    Path copy = small.trained(folder.resolve("runs"));
    Files.write(copy.resolve("checkpoint-000006/discriminator.f32"), new byte[8]);

    Outcome outcome = done("features", copy, "--out", folder.resolve("f.npz"));

    assertThat(outcome.err()).contains("discriminator.f32", "step 3 is used instead");
  }

  private static void assertRefused(String message, Object... args) {
    Outcome outcome = Outcome.of(args);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).contains("dcgan4j: " + message);
  }
}
