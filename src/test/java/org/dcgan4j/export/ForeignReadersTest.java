package org.dcgan4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameter files, opened by programs that are not ours. */
class ForeignReadersTest {
  private static final Path NPM = Path.of("target/npm/node_modules").toAbsolutePath();

  private static List<NamedArray> arrays;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    arrays = NamedArray.of(ExportedGan.of(SmallGan.DATA).stock());
  }

  @Test
  void arrays_shouldHavePyTorchsNamesAndShapes() {
    Map<String, String> shapes =
        arrays.stream()
            .collect(Collectors.toMap(NamedArray::name, array -> Arrays.toString(array.shape())));

    assertThat(shapes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("g.dense1.weight", "[32, 6]"),
                Map.entry("g.batchNorm1.weight", "[32]"),
                Map.entry("g.batchNorm1.bias", "[32]"),
                Map.entry("g.batchNorm1.running_mean", "[32]"),
                Map.entry("g.batchNorm1.running_var", "[32]"),
                Map.entry("g.deconv1.weight", "[8, 4, 4, 4]"),
                Map.entry("g.batchNorm2.weight", "[4]"),
                Map.entry("g.batchNorm2.bias", "[4]"),
                Map.entry("g.batchNorm2.running_mean", "[4]"),
                Map.entry("g.batchNorm2.running_var", "[4]"),
                Map.entry("g.deconv2.weight", "[4, 1, 4, 4]"),
                Map.entry("g.deconv2.bias", "[1]")));
  }

  @Test
  void tablesOfClasses_shouldBeNamedAfterTheirNormalisation() {
    List<NamedArray> told =
        NamedArray.of(
            ExportedGan.of(
                    SmallGan.DATA,
                    "training.conditional=true",
                    "generator.classes=3",
                    "generator.classNormalisation=true")
                .stock());

    assertThat(told)
        .filteredOn(array -> array.name().startsWith("g.batchNorm2."))
        .extracting(array -> array.name() + Arrays.toString(array.shape()))
        .containsExactlyInAnyOrder(
            "g.batchNorm2.running_mean[4]",
            "g.batchNorm2.running_var[4]",
            "g.batchNorm2.scales.weight[4, 3]",
            "g.batchNorm2.shifts.weight[4, 3]");
  }

  @Test
  void npz_shouldBeReadByNumpy() throws Exception {
    String python = pythonWithNumpy();
    assumeTrue(python != null, "skipped: no python3 with numpy here");
    Path file = folder.resolve("generator.npz");
    ParameterFiles.npz(arrays, file);

    assertSameArrays(read(python, script("read-npz.py"), file.toString()), "float32");
  }

  @Test
  void safetensors_shouldBeReadByHuggingFacesParser() throws Exception {
    assumeTrue(
        Files.isDirectory(NPM.resolve("@huggingface/hub")),
        "skipped: npm install --prefix target/npm @huggingface/hub was not run");
    Path file = folder.resolve("generator.safetensors");
    ParameterFiles.safetensors(arrays, Map.of("format", "pt", "text", "Ä \"quoted\""), file);

    assertSameArrays(
        read("node", script("read-safetensors.mjs"), file.toString(), NPM.toString()), "F32");
  }

  private static void assertSameArrays(List<String> lines, String type) {
    assertThat(lines).hasSameSizeAs(arrays);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      NamedArray array = arrays.get(i);
      String shape =
          Arrays.stream(array.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
      double sum = 0;
      for (float value : array.values()) {
        sum += value;
      }
      assertThat(words).startsWith(array.name(), type, shape);
      assertThat(Double.parseDouble(words[3])).as(lines.get(i)).isCloseTo(sum, within(1e-6));
      assertThat(Float.parseFloat(words[4])).as(lines.get(i)).isEqualTo(array.values()[0]);
    }
  }

  private String script(String name) throws IOException {
    try (var in = ForeignReadersTest.class.getResourceAsStream(name)) {
      return Files.write(folder.resolve(name), in.readAllBytes()).toString();
    }
  }

  private static String pythonWithNumpy() throws InterruptedException {
    for (String python : List.of("target/python/bin/python", "python3", "/usr/bin/python3")) {
      try {
        Process process = new ProcessBuilder(python, "-c", "import numpy").start();
        if (process.waitFor() == 0) {
          return python;
        }
      } catch (IOException e) {
        continue;
      }
    }
    return null;
  }

  private List<String> read(String... command) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectError(err.toFile()).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    return lines;
  }
}
