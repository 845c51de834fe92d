package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.dcgan4j.io.OwnFilesOfTheDead;
import org.dcgan4j.job.TrainedRun;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExportCommandTest {
  private static final int COUNT = 3;
  private static final int SIZE = 8;
  private static final int AREA = 28 * 28;

  @TempDir private static Path data;
  private static Path run;
  private static Path zip;
  private static float[] samples;

  @TempDir private Path folder;

  @BeforeAll
  static void exportAfterTraining() throws IOException {
    run = SmallRun.in(data).trained(data.resolve("runs"));
    zip = data.resolve("generator.zip");
    samples = samplesOf(run);
    assertThat(export(zip).withoutSources()).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void dl4j_shouldMakeTheRunsSamples() throws IOException {
    INDArray z = Nd4j.createFromArray(latents()).reshape('c', COUNT, SIZE);

    INDArray images = ModelSerializer.restoreComputationGraph(zip.toFile()).outputSingle(z);

    assertThat(images.shape()).containsExactly(COUNT, 1, 28, 28);
    assertThat(images.dup('c').data().asFloat())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(samples);
    assertThat(images.stdNumber().doubleValue()).as("they are not all grey").isGreaterThan(0.05);
  }

  @Test
  void dl4j_shouldNameNoClassOfOurs() throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      byte[] json = file.getInputStream(file.getEntry("configuration.json")).readAllBytes();
      assertThat(new String(json, StandardCharsets.UTF_8))
          .contains("org.deeplearning4j.nn.conf.layers.Deconvolution2D")
          .doesNotContain("dcgan4j");
      assertThat(file.stream().map(Object::toString))
          .as("no updater")
          .containsExactlyInAnyOrder("configuration.json", "coefficients.bin");
    }
  }

  /** By a program that knows Deeplearning4j only, in a process of its own. */
  @Test
  void dl4j_shouldLoadWithoutOurClasses() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Foreign.java"),
            """
            import java.io.File;
            import org.deeplearning4j.util.ModelSerializer;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.factory.Nd4j;

            class Foreign {
              public static void main(String[] args) throws Exception {
                try {
                  Class.forName("org.dcgan4j.model.Gan");
                  throw new AssertionError("this process has our classes");
                } catch (ClassNotFoundException expected) {
                  String[] numbers = args[1].split(",");
                  float[] latents = new float[numbers.length];
                  for (int i = 0; i < latents.length; i++) {
                    latents[i] = Float.parseFloat(numbers[i]);
                  }
                  int count = Integer.parseInt(args[2]);
                  INDArray z = Nd4j.createFromArray(latents).reshape('c', count, latents.length / count);
                  INDArray images =
                      ModelSerializer.restoreComputationGraph(new File(args[0])).outputSingle(z);
                  for (float sum : images.sum(1, 2, 3).toFloatVector()) {
                    System.out.println(sum);
                  }
                }
              }
            }
            """);
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                librariesOnly(),
                source.toString(),
                zip.toString(),
                Arrays.toString(latents()).replaceAll("[\\[\\] ]", ""),
                Integer.toString(COUNT))
            .redirectError(err.toFile())
            .start();

    List<String> sums = process.inputReader().lines().toList();

    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(sums).hasSize(COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Double.parseDouble(sums.get(i))).isCloseTo(sumOfSample(i), within(1e-2));
    }
    assertThat(sums).as("the images differ").doesNotHaveDuplicates();
  }

  @Test
  void outBelowAFile_shouldNameTheFileInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Outcome outcome = export(file.resolve("out.zip"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: --out: cannot write " + file + "/out.zip: " + file + " is in the way");
    assertThat(file).hasContent("mine");
  }

  @Test
  void failedWrite_shouldLeaveTheOldFile() throws IOException {
    Path old = Files.writeString(folder.resolve("generator.zip"), "old");
    OwnFilesOfTheDead.blockParts(old);

    Outcome outcome = export(old);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).singleElement().asString().startsWith("dcgan4j: --out: ");
    assertThat(old).hasContent("old");
  }

  private static Outcome export(Path out) {
    return Outcome.of("export", run, "--format", "dl4j", "--out", out);
  }

  private static float[] samplesOf(Path run) {
    return TrainedRun.open(run).gan().sampler().generate(latents(), COUNT);
  }

  private static float[] latents() {
    float[] latents = new float[COUNT * SIZE];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = (i * 5 % 11 - 5) / 4f;
    }
    return latents;
  }

  private static double sumOfSample(int index) {
    double sum = 0;
    for (int i = index * AREA; i < (index + 1) * AREA; i++) {
      sum += samples[i];
    }
    return sum;
  }

  /** The project's own entries are folders, the libraries' are files. */
  private static String librariesOnly() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Files.isRegularFile(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
