package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.IdxFiles;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.Latents;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --conditional} and {@code sample --class}. */
class ConditionalRunTest {
  private static final int AREA = 28 * 28;

  @TempDir private static Path data;
  private static SmallRun small;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    small = SmallRun.in(data);
    Outcome outcome = small.train("--conditional", "--out", data.resolve("runs"));
    run = Path.of(outcome.out().strip());
  }

  @Test
  void run_shouldKnowItsClassesWithoutItsData() throws IOException {
    TrainedRun trained = TrainedRun.open(run);

    assertThat(trained.config().generator().classes()).isEqualTo(10);
    assertThat(trained.classes()).containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
    assertThat(Files.readString(run.resolve("config.json"))).contains("\"conditional\" : \"true\"");
  }

  @Test
  void evaluate_shouldSayHowOftenEachClassIsReadAsTold() throws IOException {
    Path json = folder.resolve("scores.json");
    Outcome outcome = Outcome.of("evaluate", run, "--count", 100, "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("conditional accuracy");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    double sum = 0;
    for (JsonNode share : scores.get("classReadAsTold")) {
      sum += share.asDouble();
    }
    assertThat(scores.get("classReadAsTold")).hasSize(10);
    assertThat(scores.get("readAsTold").asDouble()).isCloseTo(sum / 10, within(1e-9));
    assertThat(scores.get("readAsToldFloor")).isEqualTo(scores.get("classifierAccuracy"));
  }

  /** The data that it measures against have 3 of B and 10 of each other one. */
  @Test
  void evaluate_shouldDrawClassesInTheSharesOfTheData() throws IOException {
    Path unequal = folder.resolve("unequal");
    int[] counts = {10, 3, 10, 10, 10, 10, 10, 10, 10, 10};
    for (int c = 0; c < counts.length; c++) {
      String name = Text.format("%c", 'A' + c);
      Path of = Files.createDirectories(unequal.resolve(name));
      try (Stream<Path> letters = Files.list(data.resolve("letters").resolve(name))) {
        for (Path letter : letters.sorted().limit(counts[c]).toList()) {
          Files.copy(letter, of.resolve(letter.getFileName()));
        }
      }
    }
    TrainedRun trained = TrainedRun.open(run);
    Latents latents = new Latents(trained.config().generator(), 1).inShares(counts, 93);
    int[] classes = IntStream.range(0, 93).map(latents::classOf).toArray();
    Images images = trained.gan().sampler().generateImages(latents.next(93), 93);
    ImageSet samples = new ImageSet("samples", images, classes, trained.classes(), List.of());
    Path json = folder.resolve("scores.json");

    Outcome outcome = Outcome.of("evaluate", run, "--data", unequal, "--count", 93, "--json", json);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(IntStream.of(classes).filter(c -> c == 1)).hasSize(3);
    assertThat(new ObjectMapper().readTree(json.toFile()).get("samplesSha256").asText())
        .isEqualTo(samples.sha256());
  }

  @Test
  void samplesInFiles_shouldBeReadAsToldLikeTheRunsOwn() throws IOException {
    double ofRun = readAsTold(run, "--count", 100);
    Map<String, String> files = Map.of("idx", "s-images-idx3-ubyte.gz", "npz", "s.npz");
    for (String format : files.keySet()) {
      Path file = folder.resolve(files.get(format));
      Outcome drawn = Outcome.of("sample", run, "--format", format, "--count", 100, "--out", file);
      assertThat(drawn.withoutSources()).isEqualTo(new Outcome(0, "", ""));

      assertThat(readAsTold("--samples", file, "--data", data.resolve("letters")))
          .as(format)
          .isEqualTo(ofRun);
    }
  }

  @Test
  void numbersForNames_shouldBeSaid() throws IOException {
    Path file = folder.resolve("n-images-idx3-ubyte");
    Outcome.of("sample", run, "--format", "idx", "--count", 100, "--out", file);
    Files.delete(folder.resolve("n-labels-idx1-ubyte.txt"));
    assertThat(Outcome.of("evaluate", "--samples", file, "--data", data.resolve("letters")).err())
        .contains("the samples' classes 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 are taken for numbers of the");
  }

  private double readAsTold(Object... options) throws IOException {
    Path json = folder.resolve("scores.json");
    List<Object> words = new ArrayList<>(List.of("evaluate", "--json", json));
    words.addAll(List.of(options));
    Outcome outcome = Outcome.of(words.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(json.toFile()).path("readAsTold").asDouble(Double.NaN);
  }

  @Test
  void class_shouldBeDrawnByNameOrByIndex() throws IOException {
    sample("--class", "C", "--count", 3, "--out", folder.resolve("name.idx"));
    sample("--class", "2", "--count", 3, "--out", folder.resolve("index.idx"));

    assertThat(folder.resolve("index.idx")).hasSameBinaryContentAs(folder.resolve("name.idx"));
    TrainedRun trained = TrainedRun.open(run);
    float[] inputs = Latents.ofClass(trained.config().generator(), 1, 2).next(3);
    assertThat(IdxFiles.readImages(folder.resolve("name.idx")).toArray())
        .isEqualTo(trained.gan().sampler().generateImages(inputs, 3).toArray());
  }

  @Test
  void nameOfTheFile_shouldChooseTheFormatAndHaveItsLabelsBesideIt() throws IOException {
    Path images = folder.resolve("letters.gz");
    Path npz = folder.resolve("letters.npz");
    for (Path file : new Path[] {images, npz}) {
      Outcome drawn = Outcome.of("sample", run, "--count", 10, "--out", file);
      assertThat(drawn.withoutSources()).isEqualTo(new Outcome(0, "", ""));
    }

    assertThat(ImageSets.load(images).classNames()).hasSize(10).startsWith("A");
    assertThat(ImageSets.load(images).notes()).isEmpty();
    assertThat(ImageSets.load(npz).sha256()).isEqualTo(ImageSets.load(images).sha256());
  }

  @Test
  void labelsOfOthers_shouldNotBeReplacedUnasked() throws IOException {
    Path images = folder.resolve("own-images-idx3-ubyte");
    Path labels = Files.writeString(folder.resolve("own-labels-idx1-ubyte"), "mine");

    Outcome outcome = Outcome.of("sample", run, "--format", "idx", "--count", 3, "--out", images);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .contains(labels + " is there and belongs to other images than " + images);
    assertThat(labels).hasContent("mine");
    assertThat(images).doesNotExist();
  }

  @Test
  void allClasses_shouldTakeTurnsAndHaveTheirLabelsBesideThem() {
    Path images = folder.resolve("s-images-idx3-ubyte.gz");

    sample("--count", 12, "--out", images);

    ImageSet set = ImageSets.load(images);
    assertThat(IntStream.range(0, 12).map(set::label))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
    Path third = folder.resolve("third-images-idx3-ubyte");
    sample("--class", "C", "--count", 3, "--out", third);
    assertThat(IdxFiles.readLabels(folder.resolve("third-labels-idx1-ubyte")))
        .containsExactly(2, 2, 2);
    byte[] thirds = ImageSets.load(third).images().toArray();
    assertThat(Arrays.copyOfRange(thirds, 0, AREA))
        .as("the same latent, another class")
        .isNotEqualTo(Arrays.copyOfRange(set.images().toArray(), 0, AREA));
  }

  @Test
  void unknownClass_shouldBeAnsweredWithAllThatThereAre() {
    for (String wrong : new String[] {"K", "10", "-1", ""}) {
      Outcome outcome =
          Outcome.of(
              "sample", run, "--class", wrong, "--count", 1, "--out", folder.resolve("x.png"));

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.complaints())
          .containsExactly(
              Text.format(
                  "dcgan4j: --class: given \"%s\", legal are A, B, C, D, E, F, G, H, I, J, or an index from 0 to 9",
                  wrong));
    }
  }

  @Test
  void classOfAnUnconditionalRun_shouldBeRefused() {
    Path plain = small.trained(folder.resolve("runs"));

    Outcome outcome =
        Outcome.of("sample", plain, "--class", "A", "--count", 1, "--out", folder.resolve("x.png"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: --class: given \"A\", and this run was not trained with --conditional");
  }

  @Test
  void dataWithoutLabels_shouldBeRefused() throws IOException {
    Path images = folder.resolve("mine-images-idx3-ubyte");
    byte[] bright = new byte[20 * AREA];
    java.util.Arrays.fill(bright, (byte) 255);
    IdxFiles.writeImages(images, Images.of(ImageShape.grey(28, 28), bright));

    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            images,
            "--config",
            small.config(),
            "--conditional",
            "--out",
            folder);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: training.conditional: needs data with labels, and " + images + " has none");
    assertThat(folder).isDirectoryNotContaining(path -> Files.isDirectory(path));
  }

  /** What the default preset does. */
  @Test
  void auto_shouldTellTheClassesWhereThereAreSome() throws IOException {
    Path unlabelled = folder.resolve("mine-images-idx3-ubyte");
    IdxFiles.writeImages(unlabelled, Images.of(ImageShape.grey(28, 28), new byte[20 * AREA]));

    assertThat(classes(small.letters())).isEqualTo(10);
    assertThat(classes(small.letters(), "--no-conditional")).isZero();
    assertThat(classes(small.letters(), "--digit", "B")).isZero();
    assertThat(classes(unlabelled)).isZero();
  }

  private int classes(Path images, Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("train", "--data", images));
    args.addAll(List.of("--config", small.config(), "--steps", 1, "--out", folder));
    args.addAll(List.of(more));
    if (more.length == 0 || !more[0].equals("--no-conditional")) {
      args.addAll(List.of("--set", "training.conditional=auto"));
    }
    Outcome outcome = Outcome.of(args.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return TrainedRun.open(Path.of(outcome.out().strip())).config().generator().classes();
  }

  @Test
  void resumedRun_shouldEqualTheUninterrupted() throws IOException {
    Outcome four = small.train("--conditional", "--out", folder, "--steps", 4);
    Path resumed = Path.of(four.out().strip());

    assertThat(Outcome.of("train", "--resume", resumed, "--steps", 6).status()).isZero();

    RunFolders.assertEqualButForTimes(resumed, run, 6);
  }

  @Test
  void exportedModel_shouldCarryTheNamesOfItsClasses() throws IOException {
    String names = "[\"A\",\"B\",\"C\",\"D\",\"E\",\"F\",\"G\",\"H\",\"I\",\"J\"]";
    Path model = folder.resolve("generator.onnx");
    Path arrays = folder.resolve("generator.safetensors");

    for (Path out : List.of(model, arrays)) {
      String format = out.toString().replaceFirst(".*\\.", "");
      assertThat(Outcome.of("export", run, "--format", format, "--out", out).status()).isZero();
    }

    assertThat(ModelProto.parseFrom(Files.readAllBytes(model)).getMetadataPropsList())
        .anyMatch(
            text -> text.getKey().equals("generator.classes") && text.getValue().equals(names));
    assertThat(new String(Files.readAllBytes(arrays), StandardCharsets.ISO_8859_1))
        .contains("\"generator.classes\":\"" + names.replace("\"", "\\\"") + "\"")
        .contains("\"generator.latent\":\"normal\"");
    assertThat(Files.readString(folder.resolve("demo.html")))
        .contains("\"classes\":[\"A\",\"B\",\"C\"", "\"inputs\":18");
  }

  private static void sample(Object... more) {
    Object[] args = new Object[more.length + 4];
    System.arraycopy(new Object[] {"sample", run, "--format", "idx"}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    assertThat(Outcome.of(args).withoutSources()).isEqualTo(new Outcome(0, "", ""));
  }
}
