package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dcgan4j.io.RunFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A folder for a model hub, of a run in colour that was told classes. */
class HubExportTest {
  private static final Path PYTHON = Path.of("target/python/bin/python").toAbsolutePath();
  private static final int SIDE = 20;

  @TempDir private static Path data;
  private static Path run;
  private static Path hub;

  @TempDir private Path folder;

  @BeforeAll
  static void export() throws IOException {
    Path letters = data.resolve("letters");
    Outcome.of("dataset", "render", "--out", letters, "--count=60", "--size=" + SIDE, "--colours");
    run =
        Path.of(
            Outcome.of(
                    "train",
                    "--data",
                    letters,
                    "--width=2",
                    "--steps=2",
                    "--set=generator.initStd=0.4",
                    "--out",
                    data.resolve("runs"))
                .out()
                .strip());
    String scores =
        "{\"step\":2,\"n\":1000,\"frechet\":12.5,\"frechetFloor\":0.25,\"coverage\":0.5,\"coverageFloor\":0.96}";
    Files.writeString(run.resolve(RunFiles.SCORES), scores);
    hub = data.resolve("hub");
    assertThat(written(hub).status()).isZero();
  }

  private static Outcome written(Path to) {
    return Outcome.of("export", run, "--format", "hub", "--out", to);
  }

  @Test
  void folder_shouldHoldAllThatAHubShows() throws IOException {
    try (Stream<Path> files = Files.list(hub)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "model.onnx",
              "model.safetensors",
              "demo.html",
              "config.json",
              "classes.json",
              "samples.png",
              "generate.py");
    }
    assertThat(Files.readString(hub.resolve("config.json")))
        .contains("\"dir\" : \"letters\"")
        .doesNotContain(data.toString());
    JsonNode classes = new ObjectMapper().readTree(hub.resolve("classes.json").toFile());
    assertThat(classes).hasSize(10).first().extracting(JsonNode::asText).isEqualTo("A");
  }

  @Test
  void card_shouldBeginWithAHeaderThatAYamlReaderTakes() throws IOException {
    String[] card = Files.readString(hub.resolve("README.md")).split("(?m)^---$", 3);

    Map<String, Object> header = new Yaml(new SafeConstructor(new LoaderOptions())).load(card[1]);

    assertThat(card[0]).isEmpty();
    assertThat(header)
        .containsEntry("license", "unknown")
        .containsEntry("pipeline_tag", "unconditional-image-generation")
        .containsEntry("tags", List.of("gan", "dcgan", "dcgan4j", "deeplearning4j"));
    assertThat(header.get("model-index").toString())
        .contains("type=frechet", "value=12.5", "value=0.5");
    assertThat(card[2])
        .contains("![Samples](samples.png)", "told what to draw: A, B, C")
        .contains("| Fréchet distance | 12.500 | 0.250 |", "| coverage | 0.500 | 0.960 |")
        .containsPattern("60 pictures, SHA-256 of what was learned from:\n`[0-9a-f]{64}`");
  }

  @Test
  void notes_shouldNotSayWhereTheDataLay() throws IOException {
    Path other = folder.resolve("run");
    org.apache.commons.io.FileUtils.copyDirectory(run.toFile(), other.toFile());
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(other.resolve(RunFiles.MANIFEST).toFile());
    ArrayNode notes = ((ObjectNode) manifest.get("data")).putArray("notes");
    notes.add("labels are those of " + data + "/letters/labels.csv");
    notes.add("3 files were cut and/or turned (the first: A/x.png)");
    notes.add("no place for the decoded images (access to /home/me is denied)");
    notes.add("C:\\Users\\me cannot be written");
    notes.add("~/.cache cannot be written");
    notes.add(data + " has other files");
    json.writeValue(other.resolve(RunFiles.MANIFEST).toFile(), manifest);

    Outcome.of("export", other, "--format", "hub", "--out", folder.resolve("hub"));

    assertThat(Files.readString(folder.resolve("hub/README.md")))
        .contains(
            """
            `.
            labels are those of letters/labels.csv
            3 files were cut and/or turned (the first: A/x.png)
            notes that name places of the machine, and are left out: 4
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'step':1,'n':9,'frechet':1}",
        "{'step':2,'raw':true,'n':9,'frechet':1}",
        "{'step':2,'class':'A','n':9,'frechet':1}",
        "{'step':2,'truncation':1.0,'n':9,'frechet':1}",
        "{'step':2,'dataSha256':'ab','n':9,'frechet':1}",
      })
  void scoresOfOtherSamples_shouldNotStandInTheCard(String scores) throws IOException {
    Path other = folder.resolve("run");
    org.apache.commons.io.FileUtils.copyDirectory(run.toFile(), other.toFile());
    Files.writeString(other.resolve(RunFiles.SCORES), scores.replace('\'', '"'));

    Outcome.of("export", other, "--format", "hub", "--out", folder.resolve("hub"));

    assertThat(Files.readString(folder.resolve("hub/README.md")))
        .contains("Not measured yet.")
        .doesNotContain("frechet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"step\":2,\"n\":10 | not JSON",
        "null | not a JSON object",
        "{\"step\":2,\"n\":\"x\"} | n is \"x\", legal is a whole number",
        "{\"step\":2,\"n\":9,\"frechet\":\"abc\"} | frechet is \"abc\", legal is a number",
        "{\"step\":2,\"n\":9,\"kidFloor\":[1]} | kidFloor is \"[1]\", legal is a number",
      })
  void damagedScores_shouldBeRefusedInOneLine(String text, String why) throws IOException {
    Path other = folder.resolve("run");
    org.apache.commons.io.FileUtils.copyDirectory(run.toFile(), other.toFile());
    Path scores = Files.writeString(other.resolve(RunFiles.SCORES), text);

    Outcome outcome = Outcome.of("export", other, "--format", "hub", "--out", folder.resolve("h"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly("dcgan4j: " + scores + " holds no scores of evaluate: " + why);
    assertThat(folder.resolve("h")).doesNotExist();
  }

  /** With ONNX Runtime, NumPy and Pillow alone. */
  @Test
  void script_shouldDrawWithPublishedReaders() throws Exception {
    assumeTrue(
        Files.exists(PYTHON), "skipped: no target/python with onnxruntime, numpy and pillow");
    Path png = folder.resolve("drawn.png");

    for (List<String> only : List.of(List.<String>of(), List.of("B"), List.of("2"))) {
      List<String> arguments =
          Stream.concat(Stream.of("10", png.toString()), only.stream()).toList();
      assertThat(generate(hub, arguments)).isEqualTo("0 ");

      BufferedImage picture = ImageIO.read(png.toFile());
      assertThat(picture.getWidth()).isEqualTo(4 * SIDE);
      assertThat(picture.getHeight()).isEqualTo(3 * SIDE);
      assertThat(picture.getRaster().getNumBands()).isEqualTo(3);
      assertThat(picture.getRGB(5, 5)).isNotEqualTo(picture.getRGB(SIDE + 6, SIDE + 6));
    }
  }

  private static String generate(Path hub, List<String> arguments) throws Exception {
    List<String> line =
        Stream.concat(Stream.of(PYTHON.toString(), "generate.py"), arguments.stream()).toList();
    Process process =
        new ProcessBuilder(line).directory(hub.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said.strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 a.png   | COUNT: given 0, legal is 1 or more",
        "-4 a.png  | COUNT: given -4, legal is 1 or more",
        "ten a.png | COUNT: given ten, legal is 1 or more",
        "4 a.png Z | CLASS: given Z, legal are A, B, C, D, E, F, G, H, I, J, or an index from 0 to 9",
        "4 a.png 12 | CLASS: given 12, legal are A, B, C, D, E, F, G, H, I, J, or an index from 0 to 9",
        "4 a.png -1 | CLASS: given -1, legal are A, B, C, D, E, F, G, H, I, J, or an index from 0 to 9",
        "4 none/a.png | FILE: [Errno 2] No such file or directory: 'none/a.png'",
        "4 a.letters  | FILE: unknown file extension: .letters",
      })
  void scriptsBadInput_shouldBeRefusedInOneLine(String arguments, String line) throws Exception {
    assumeTrue(
        Files.exists(PYTHON), "skipped: no target/python with onnxruntime, numpy and pillow");

    assertThat(generate(hub, List.of(arguments.split(" ")))).isEqualTo("1 " + line);
  }

  @Test
  void scriptWithoutClasses_shouldRefuseOne() throws Exception {
    assumeTrue(
        Files.exists(PYTHON), "skipped: no target/python with onnxruntime, numpy and pillow");
    Path plain = folder.resolve("plain");
    org.apache.commons.io.FileUtils.copyDirectory(hub.toFile(), plain.toFile());
    Files.writeString(plain.resolve("classes.json"), "[]");

    assertThat(generate(plain, List.of("4", "a.png", "B")))
        .isEqualTo("1 CLASS: given B, legal is none: this generator is told no classes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "uniform01", "stratified"})
  void script_shouldDrawFromTheRunsLatents(String latent) throws Exception {
    assumeTrue(
        Files.exists(PYTHON), "skipped: no target/python with onnxruntime, numpy and pillow");
    Path other = folder.resolve("other");
    org.apache.commons.io.FileUtils.copyDirectory(hub.toFile(), other.toFile());
    String config = Files.readString(hub.resolve("config.json"));
    Files.writeString(
        other.resolve("config.json"),
        config.replaceFirst("\"latent\" : \"normal\"", "\"latent\" : \"" + latent + "\""));

    assertThat(generate(other, List.of("4", "a.png"))).isEqualTo("0 ");
    assertThat(Files.readAllBytes(other.resolve("a.png"))).isNotEqualTo(normal());
  }

  private static byte[] normal() throws Exception {
    assertThat(generate(hub, List.of("4", data.resolve("normal.png").toString()))).isEqualTo("0 ");
    return Files.readAllBytes(data.resolve("normal.png"));
  }

  @Test
  void folderThatHoldsSomething_shouldBeLeftAlone() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("diary.txt"), "dear diary");

    Outcome outcome = written(mine);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(mine + " is there already; give a new name or an empty folder");
    assertThat(mine.resolve("diary.txt")).hasContent("dear diary");
    assertThat(
            Outcome.of("export", run, "--format", "hub", "--out", mine.resolve("diary.txt"))
                .status())
        .isEqualTo(2);
  }
}
