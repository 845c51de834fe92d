package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private static Path data;
  private static SmallRun small;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    small = SmallRun.in(data);
    run = small.trained(data.resolve("runs"));
  }

  @Test
  void run_shouldBeMeasuredBesideTheFloor() throws IOException {
    Path json = folder.resolve("scores.json");

    Outcome outcome = Outcome.of("evaluate", run, "--count", 40, "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith("40 samples against 50 real images; the floor is 40 other real images")
        .contains("Fréchet distance", "kernel distance (KID)", "coverage", "  J ");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    for (String name :
        List.of(
            "frechet",
            "kid",
            "classifierScore",
            "precision",
            "recall",
            "density",
            "coverage",
            "confidence",
            "classDistance",
            "nearestMedian",
            "nearestMean",
            "nearestCloseShare")) {
      assertThat(scores.path(name).isNumber()).as(name).isTrue();
      assertThat(scores.path(name + "Floor").isNumber()).as(name + "Floor").isTrue();
    }
    assertThat(scores.path("frechet").asDouble())
        .isGreaterThan(2 * scores.path("frechetFloor").asDouble());
    assertThat(scores.path("n").asInt()).isEqualTo(40);
    assertThat(scores.path("classifierSeed").asInt()).isEqualTo(1);
    assertThat(scores.path("dataSha256").asText())
        .isEqualTo(ImageSets.load(small.letters()).sha256());
    double shares = 0;
    for (JsonNode share : scores.path("classShares")) {
      shares += share.asDouble();
    }
    assertThat(shares).isCloseTo(1, within(1e-9));
  }

  /** Those of the run are its default, and not whatever lies there now. */
  @Test
  void otherDataInThePlaceOfTheRuns_shouldBeRefusedUnlessNamed() throws IOException {
    SmallRun own = SmallRun.in(folder);
    Path trained = own.trained(folder.resolve("runs"));
    Path letter;
    try (Stream<Path> letters = Files.list(own.letters().resolve("B"))) {
      letter = letters.findFirst().orElseThrow();
    }
    Files.writeString(letter, "no picture");

    for (List<Object> command :
        List.<List<Object>>of(
            List.of("evaluate", trained, "--count", 30),
            List.of("features", trained, "--out", folder.resolve("f.npz")))) {
      Outcome outcome = Outcome.of(command.toArray());
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err())
          .contains("skipped B/" + letter.getFileName() + ": ")
          .contains("dcgan4j: the data are not those of the run: SHA-256 of " + own.letters());
    }
    Outcome named = Outcome.of("evaluate", trained, "--count", 30, "--data", own.letters());
    assertThat(named.status()).as(named.err()).isZero();
  }

  @Test
  void samplesThatCannotBeRead_shouldBeSaid() throws IOException {
    Path samples = folder.resolve("samples");
    Outcome drawn = Outcome.of("sample", run, "--count", 40, "--format", "png", "--out", samples);
    assertThat(drawn.status()).as(drawn.err()).isZero();
    Path spoilt;
    try (Stream<Path> files = Files.walk(samples)) {
      spoilt = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.writeString(spoilt, "no picture");

    Outcome outcome = Outcome.of("evaluate", "--samples", samples, "--data", small.letters());

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("samples: skipped ", spoilt.getFileName().toString());
  }

  @Test
  void samplesInEveryForm_shouldScoreAsTheRunThatDrewThem() throws IOException {
    String expected = scores(run, "--count", 30);

    for (String format : List.of("idx", "npz", "png")) {
      Path samples = folder.resolve("samples-" + format);
      Outcome drawn =
          Outcome.of("sample", run, "--count", 30, "--format", format, "--out", samples);
      assertThat(drawn.status()).isZero();

      assertThat(scores("--samples", samples, "--data", small.letters())).isEqualTo(expected);
    }
  }

  @Test
  void twoEvaluationsOfOneFile_shouldAgreeToTheBit() throws IOException {
    Path samples = folder.resolve("samples.npz");
    Outcome.of("sample", run, "--count", 30, "--format", "npz", "--out", samples);

    byte[] first = json("--samples", samples, "--data", small.letters());
    byte[] second = json("--samples", samples, "--data", small.letters());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void json_shouldNameTheStepOfTheCheckpoint() throws IOException {
    assertThat(new String(json(run, "--count", 30), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"step\" : 6,");
  }

  @Test
  void seed_shouldDecideTheSamples() throws IOException {
    assertThat(scores(run, "--count", 30, "--seed", 2)).isNotEqualTo(scores(run, "--count", 30));
  }

  @Test
  void backend_shouldDrawTheSamples() throws IOException {
    Path config = run.resolve("config.json");
    byte[] before = Files.readAllBytes(config);

    Outcome unknown = Outcome.of("evaluate", run, "--count", 100, "--backend", "abacus");

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.complaints()).singleElement().asString().contains("\"abacus\"");
    assertThat(frechet("reference")).isCloseTo(frechet("fast"), within(1e-2));
    assertThat(config).hasBinaryContent(before);
  }

  private double frechet(String backend) throws IOException {
    return new ObjectMapper()
        .readTree(json(run, "--count", 100, "--backend", backend))
        .path("frechet")
        .asDouble();
  }

  @Test
  void dataWithoutLabels_shouldBeMeasuredInFeaturesOfRotations() throws IOException {
    Path flat = unlabelled("flat");

    Path json = folder.resolve("scores.json");
    Outcome outcome = Outcome.of("evaluate", run, "--count", 20, "--data", flat, "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("features: no labels of several classes, so a network that tells 4 rotations, ")
        .contains("distance of rotation shares");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    List<String> names = new ArrayList<>();
    scores.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .contains("frechet", "kidFloor", "coverageFloor", "confidence", "nearestMedian")
        .doesNotContain("classifierScore", "classShares", "readAsTold");
    assertThat(scores.path("classifierTells").asText()).isEqualTo("rotations");
    assertThat(scores.path("classifierGuessing").asDouble()).isEqualTo(0.25);
    assertThat(scores.path("classifierHeldOut").asInt()).isEqualTo(4 * 4);
  }

  @Test
  void neighbours_shouldTellSamplesFromRealsAndTeach() throws IOException {
    JsonNode scores =
        new ObjectMapper()
            .readTree(
                json("--samples", small.letters(), "--data", small.letters(), "--neighbours"));

    // The samples are the reals: all are nearest to themselves, and teach as well as themselves.
    assertThat(scores.path("neighbourTwoSample").asDouble()).isLessThan(0.45);
    assertThat(scores.path("neighbourError").asDouble()).isZero();
    assertThat(scores.path("neighbourErrorFloor").asDouble()).isBetween(0.05, 0.95);
    assertThat(scores.path("linearError").asDouble())
        .isLessThan(scores.path("linearErrorFloor").asDouble());
  }

  @Test
  void neighboursOfSamplesWithoutClasses_shouldLeaveTheTeachingOut() throws IOException {
    Path json = folder.resolve("scores.json");

    Outcome outcome = Outcome.of("evaluate", run, "--count", 20, "--neighbours", "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("--neighbours: the samples or the data have no classes");
    assertThat(outcome.out()).contains("1-NN tells samples from reals");
    assertThat(new ObjectMapper().readTree(json.toFile()).has("neighbourError")).isFalse();
  }

  @Test
  void realsAsSamples_shouldBeFoundOutAsCopies() throws IOException {
    Outcome outcome =
        Outcome.of("evaluate", "--samples", small.letters(), "--data", small.letters());

    assertThat(outcome.out()).containsPattern("nearest training image, median +0\\.00000 ");
  }

  @Test
  void neitherRunNorSamples_orBoth_shouldBeRefused() {
    assertRefused("give a run folder or --samples FILE, one of them", "evaluate");
    assertRefused(
        "give a run folder or --samples FILE, one of them", "evaluate", run, "--samples", run);
  }

  @Test
  void tooFewSamples_shouldBeRefused() {
    assertRefused("--count: given 11, legal is 12 to 1000000", "evaluate", run, "--count", 11);
  }

  @Test
  void samplesOfAnotherSize_shouldNameBoth() throws IOException {
    Path samples = folder.resolve("other.idx");
    org.dcgan4j.data.IdxFiles.writeImages(
        samples, Images.of(ImageShape.grey(8, 9), new byte[20 * 72]));

    assertRefused(
        samples + ": its images are 8x9, those of " + small.letters() + " are 28x28",
        "evaluate",
        "--samples",
        samples,
        "--data",
        small.letters());
  }

  @Test
  void fileThatIsNoImages_shouldBeNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("x.npz"), "nonsense");

    Outcome outcome = Outcome.of("evaluate", "--samples", file, "--data", small.letters());

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("dcgan4j: " + file + ": ");
  }

  @Test
  void jsonBelowAFile_shouldNameTheFileInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Outcome outcome =
        Outcome.of("evaluate", run, "--count", 20, "--json", file.resolve("scores.json"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "dcgan4j: --json: cannot write " + file + "/scores.json: " + file + " is in the way");
    assertThat(file).hasContent("mine");
  }

  /** Few, because a network learns their rotations. */
  private Path unlabelled(String name) throws IOException {
    Images few = ImageSets.load(small.letters()).images().range(0, 40);
    Path file = folder.resolve(name + "-idx3-ubyte");
    org.dcgan4j.data.IdxFiles.writeImages(file, Images.of(few.shape(), few.toArray()));
    return file;
  }

  private static void assertRefused(String message, Object... args) {
    Outcome outcome = Outcome.of(args);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).contains("dcgan4j: " + message);
  }

  /** The JSON without where the samples come from. */
  private String scores(Object... args) throws IOException {
    return new String(json(args), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.matches(" *\"(samples|seed|step)\" .*"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private byte[] json(Object... args) throws IOException {
    Path json = folder.resolve("scores.json");
    List<Object> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(args));
    all.addAll(List.of("--json", json));
    Outcome outcome = Outcome.of(all.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return Files.readAllBytes(json);
  }
}
