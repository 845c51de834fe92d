package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code project}, {@code arithmetic} and {@code interpolate --from --to} of a run with classes.
 */
class LatentCommandsTest {
  @TempDir private static Path data;
  private static Path run;

  /** Three pictures of the run's own, of the classes A, B and C. */
  private static Path own;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = SmallRun.in(data).train("--conditional", "--out", data.resolve("runs"));
    run = Path.of(outcome.out().strip());
    own = data.resolve("own");
    Object[] sample = {"sample", run, "--count", 3, "--format", "png", "--seed", 42, "--out", own};
    assertThat(Outcome.of(sample).status()).isZero();
  }

  private static Path picture(int index) {
    return own.resolve("00000" + index + ".png");
  }

  @Test
  void project_shouldSayTheDistanceOfEachPicture() throws IOException {
    Path npz = folder.resolve("z.npz");
    Path json = folder.resolve("found.json");

    Outcome outcome =
        Outcome.of(
            "project",
            run,
            "--image",
            own,
            picture(1),
            "--latents",
            npz,
            "--json",
            json,
            "--prior",
            0);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines())
        .hasSize(4)
        .allMatch(line -> line.matches(".*png: class [A-J], distance 0\\.0\\d+"));
    assertThat(outcome.out()).startsWith(own + "#000000.png: ").contains(picture(1) + ": ");
    BufferedImage strip = ImageIO.read(run.resolve("projected.png").toFile());
    assertThat(strip.getWidth()).isEqualTo(2 + 6 * (2 * 28 + 2)); // two pictures in a row
    assertThat(strip.getHeight()).isEqualTo(2 + 2 * (2 * 28 + 2));
    assertThat(new String(Files.readAllBytes(npz), StandardCharsets.ISO_8859_1))
        .contains("latents.npy", "'shape': (4, 18)", "distances.npy", "pictures.npy");
    JsonNode found = new ObjectMapper().readTree(json.toFile());
    assertThat(found.get("n").asInt()).isEqualTo(4);
    assertThat(found.get("distances").get(1)).isEqualTo(found.get("distances").get(3));
    assertThat(found.get("classes")).hasSize(4);
    assertThat(found.get("pictures").get(2).asText()).isEqualTo(own + "#000002.png");
  }

  /** Of pictures in their classes, an archive of them, and a file that has no names for its own. */
  @Test
  void project_shouldNameEachPicture() throws IOException {
    Path classes = folder.resolve("classes");
    Path npz = folder.resolve("own.npz");
    for (String name : List.of("A/a.png", "B/b.png")) {
      Files.createDirectories(classes.resolve(name).getParent());
      Files.copy(picture(0), classes.resolve(name));
    }
    Path zip = folder.resolve("own.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("only.png"));
      Files.copy(picture(0), out);
    }
    Outcome.of("sample", run, "--count", 2, "--out", npz);

    Outcome outcome =
        Outcome.of(
            "project", run, "--image", classes, zip, npz, "--out", folder.resolve("found.png"));

    assertThat(outcome.out().lines().map(line -> line.replaceFirst(": class.*", "")))
        .containsExactly(
            classes + "#A/a.png", classes + "#B/b.png", zip + "#only.png", npz + "#0", npz + "#1");
  }

  /** What is needed of the run is its generator, which was read. */
  @Test
  void damagedDiscriminator_shouldLeaveThePixels() throws IOException {
    Path damaged = folder.resolve("damaged");
    FileUtils.copyDirectory(run.toFile(), damaged.toFile());
    Path cut = damaged.resolve("checkpoint-000006/discriminator.f32");
    Files.write(cut, new byte[8]);

    Outcome outcome = Outcome.of("project", damaged, "--image", picture(1), "--prior", 0);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("a damaged checkpoint: " + cut + " holds 8 bytes")
        .contains("; there are 6, 3; pictures are compared by their pixels alone");
    assertThat(outcome.out()).contains(": class B, distance 0.0");
  }

  /** A name that lists pass over, and one without an ending, are names where they are given. */
  @Test
  void pictureOfAnyName_shouldBeRead() throws IOException {
    Path hidden = Files.copy(picture(0), folder.resolve(".hidden.png"));
    Path bare = Files.copy(picture(0), folder.resolve("A"));

    Outcome outcome =
        Outcome.of("project", run, "--image", hidden, bare, "--out", folder.resolve("found.png"));

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(hidden + ": ", bare + ": ");

    Path cut = Files.write(folder.resolve("cut.png"), new byte[] {(byte) 137, 'P', 'N', 'G'});
    Outcome broken = Outcome.of("project", run, "--image", cut);
    assertThat(broken.status()).isEqualTo(2);
    assertThat(broken.err()).contains("dcgan4j: " + cut + ": ");
  }

  /** Products of bfloat16 hide what a little more of a number changes. */
  @Test
  void projectionOfABfloat16Run_shouldBeInSinglePrecision() throws IOException {
    Outcome trained =
        SmallRun.in(folder).train("--backend", "bf16", "--out", folder.resolve("runs"));
    Path coarse = Path.of(trained.out().strip());

    Outcome usual = Outcome.of("project", coarse, "--image", own);
    Outcome fast = Outcome.of("project", coarse, "--image", own, "--backend", "fast");
    Outcome asked = Outcome.of("project", coarse, "--image", own, "--backend", "bf16");

    String note = "too coarse to project with";
    assertThat(usual.err()).containsOnlyOnce(note);
    assertThat(usual.out()).isEqualTo(fast.out());
    assertThat(fast.err() + asked.err()).doesNotContain(note);
  }

  @Test
  void project_shouldGiveTheSameAgain() throws IOException {
    Path first = folder.resolve("1.npz");
    Path second = folder.resolve("2.npz");
    for (Path npz : new Path[] {first, second}) {
      Object[] args = {"project", run, "--image", picture(0), "--latents", npz};
      assertThat(Outcome.of(args).status()).isZero();
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void interpolateBetweenPictures_shouldEndAtBothAsAPng() throws IOException {
    Path out = folder.resolve("walk.png");

    Outcome outcome =
        Outcome.of(
            "interpolate",
            run,
            "--from",
            picture(0),
            "--to",
            picture(1),
            "--steps",
            4,
            "--out",
            out);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    BufferedImage row = ImageIO.read(out.toFile());
    assertThat(row.getWidth()).isEqualTo(2 + (4 + 3) * (2 * 28 + 2));
    assertThat(row.getHeight()).isEqualTo(2 + (2 * 28 + 2));
    BufferedImage first = ImageIO.read(picture(0).toFile());
    assertThat(row.getRaster().getSample(2 + 2 * 9, 2 + 2 * 13, 0))
        .isEqualTo(first.getRaster().getSample(9, 13, 0));
  }

  @Test
  void interpolateToSeveralPictures_shouldBeRefusedBeforeAnyIsProjected() {
    assertRefused(
        "--to: given " + own + " with 3 pictures, legal is one",
        "interpolate",
        run,
        "--from",
        picture(0),
        "--to",
        own);
  }

  @Test
  void pipeBesideAPicture_shouldNotBeSpokenOf() throws Exception {
    Path picture = Files.copy(picture(0), folder.resolve("p.png"));
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor() == 0);
    assertThat(Outcome.of("project", run, "--image", picture).err()).doesNotContain("pipe");
  }

  @Test
  void interpolateBetweenPictures_shouldGoThereAndBackAsAGif() throws IOException {
    Outcome outcome =
        Outcome.of("interpolate", run, "--from", picture(0), "--to", picture(2), "--steps", 5);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = ImageIO.createImageInputStream(run.resolve("walk.gif").toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(10);
    }
  }

  @Test
  void arithmetic_shouldSayWhatTermsAreAndDrawThem() throws IOException {
    Path json = folder.resolve("sum.json");

    Outcome outcome =
        Outcome.of("arithmetic", run, "mean(seed:1, seed:2, seed:3) - seed:4 + B", "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "+ mean(seed:1, seed:2, seed:3): mean of 3: latent; latent; latent",
            "- seed:4: latent",
            "+ B: class",
            "= class B");
    JsonNode sum = new ObjectMapper().readTree(json.toFile());
    assertThat(sum.get("class").asText()).isEqualTo("B");
    assertThat(sum.get("termKinds")).hasSize(3);
    assertThat(sum.get("latent")).hasSize(18);
    assertThat(sum.get("latent").get(9).asDouble()).isEqualTo(1);
    assertThat(ImageIO.read(run.resolve("arithmetic.png").toFile()).getHeight())
        .isGreaterThan(4 * 2 * 28);
  }

  @Test
  void sumOfSeveralClasses_shouldSayHowMuchOfEach() throws IOException {
    Path json = folder.resolve("mix.json");

    Outcome outcome = Outcome.of("arithmetic", run, "A + B + seed:3", "--json", json);

    assertThat(outcome.out()).endsWith("= 1.00 A + 1.00 B\n");
    JsonNode sum = new ObjectMapper().readTree(json.toFile());
    assertThat(sum.has("class")).isFalse();
    assertThat(sum.get("classes").toString()).isEqualTo("{\"A\":1.0,\"B\":1.0}");
    assertThat(Outcome.of("arithmetic", run, "A+B").complaints())
        .singleElement()
        .asString()
        .endsWith("; a sign that adds or subtracts has spaces around it");
  }

  @ParameterizedTest
  @CsvSource({
    "A + A + seed:3, 2.00 A",
    "'mean(A, B) - B + seed:3', 0.50 A - 0.50 B",
    "'mean(A, B) + mean(A, B) - B + seed:3', class A",
    "'mean(A, A, A) + seed:3', class A"
  })
  void weightOfAClass_shouldBeSaidWhereItIsNotOne(String sum, String said) throws IOException {
    Path json = folder.resolve("sum.json");

    Outcome outcome = Outcome.of("arithmetic", run, sum, "--json", json);

    assertThat(outcome.out()).endsWith("= " + said + "\n");
    assertThat(new ObjectMapper().readTree(json.toFile()).has("class"))
        .isEqualTo(said.startsWith("class"));
  }

  @Test
  void pictureMinusItsClassPlusAnother_shouldBeOfTheOther() {
    Outcome projected = Outcome.of("project", run, "--image", picture(1));
    String told = projected.out().replaceAll("(?s).*class (.),.*", "$1");

    Outcome outcome = Outcome.of("arithmetic", run, picture(1) + " - " + told + " + J");

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("picture of class " + told).endsWith("= class J\n");
  }

  /** Bounds take the place of the prior, and sums may be beyond them. */
  @Test
  void evenLatents_shouldHaveNoPriorAndSayWhatOfASumIsMoved() throws IOException {
    Outcome trained =
        SmallRun.in(folder)
            .train("--set", "generator.latent=uniform01", "--out", folder.resolve("runs"));
    Path even = Path.of(trained.out().strip());
    Path json = folder.resolve("found.json");
    Object[] project = {"project", even, "--image", picture(0), "--json", json};

    assertThat(Outcome.of(project).status()).isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).path("prior").asDouble(1)).isZero();
    assertRefused(
        "--prior: given 0.1, legal is 0 for "
            + even
            + ", whose latents are not drawn from a normal distribution",
        "project",
        even,
        "--image",
        picture(0),
        "--prior",
        0.1);
    assertThat(Outcome.of("arithmetic", even, "seed:1 - seed:2").err())
        .containsPattern("\\d of the 8 numbers of the summed latent are beyond");
  }

  @Test
  void badInput_shouldBeOneLine() {
    assertRefused(
        "\"A - Z\", position 5: \"Z\" is neither a file nor one of the classes A, B, C, D, E, F, G, H, I, J",
        "arithmetic",
        run,
        "A - Z");
    assertRefused(
        "\"seed:1 + B - B\": no class is left in the sum; add one of A, B, C, D, E, F, G, H, I, J",
        "arithmetic",
        run,
        "seed:1 + B - B");
    assertRefused(
        "\"mean(A, seed:1)\": mean(A, seed:1) has classes beside what has latents; legal are means of one of both",
        "arithmetic",
        run,
        "mean(A, seed:1)");
    assertRefused("missing.png: no such file or folder", "project", run, "--image", "missing.png");
    assertRefused(
        "--out: given x.jpg, legal is a name in .png",
        "project",
        run,
        "--image",
        own,
        "--out",
        "x.jpg");
    assertRefused(
        "--prior: given -1, legal is 0 to 1", "project", run, "--image", own, "--prior", "-1");
    assertRefused(
        "--from and --to: given one, legal are both or none", "interpolate", run, "--from", own);
    assertRefused(
        "--from: given " + own + " with 3 pictures, legal is one",
        "interpolate",
        run,
        "--from",
        own,
        "--to",
        picture(0));
  }

  private static void assertRefused(String message, Object... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).containsExactly("dcgan4j: " + message);
  }
}
