package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final String[] SMALL = {
    "--set", "generator.layers=dense 49,reshape 1x7x7,deconv 1 k4 s2 p1,tanh",
    "--set", "discriminator.layers=conv 2 k4 s2 p1,leaky-relu 0.2,dropout 0.3,dense 1",
    "--batch-size", "3",
    "--steps", "5",
    "--warm-up", "0"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int bench(String... options) {
    String[] line = Stream.concat(Stream.of("bench"), Stream.of(options)).toArray(String[]::new);
    return ErrorMessages.execute(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), line);
  }

  private int benchSmall(String... options) {
    return bench(Stream.of(SMALL, options).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void json_on_stdout_shouldBeAloneAndAgreeWithItself() throws IOException {
    assertThat(benchSmall("--json", "-")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    JsonNode training = report.get("training");
    double rate = training.get("imagesPerSecond").doubleValue();
    double gflops = report.at("/sgemmGflops/median").doubleValue();
    double flop = training.get("flopPerImage").doubleValue();
    assertThat(rate).isCloseTo(3e3 / training.get("stepMillis").doubleValue(), within(1e-6 * rate));
    assertThat(training.get("sgemmShare").doubleValue() * gflops * 1e9)
        .isCloseTo(flop * rate, within(1e-6 * flop * rate));
    assertThat(training.at("/spreadMillis/min").doubleValue())
        .isPositive()
        .isLessThanOrEqualTo(training.get("stepMillis").doubleValue());
    assertThat(report.at("/sampling/imagesPerSecond").doubleValue()).isPositive();
    assertThat(out.toString()).startsWith("{\"training\":{\"imagesPerSecond\":").endsWith("}\n");
  }

  @Test
  void json_file_shouldHoldTheFiguresOfTheTable() throws IOException {
    Path file = folder.resolve("new/bench.json");
    assertThat(benchSmall("--json", file.toString())).isZero();
    JsonNode report = new ObjectMapper().readTree(Files.readString(file));
    double rate = report.at("/training/imagesPerSecond").doubleValue();
    assertThat(out.toString())
        .startsWith("notmnist-dcgan, 1x14x14, batch 3, ")
        .contains(Text.format("training   %9.1f ", rate))
        .contains("share of SGEMM");
  }

  @Test
  void json_into_a_folder_shouldBeRefusedBeforeTheMeasurement() {
    assertThat(benchSmall("--json", folder.toString())).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("dcgan4j: --json: given the folder " + folder + ", legal is a file or -\n");
  }

  @Test
  void diverging_configuration_shouldGiveNoFigure() {
    String overflowing = "discriminator.layers=" + "dense 64,".repeat(30) + "dense 1";
    String[] line = SMALL.clone();
    line[3] = overflowing;
    String[] wide = {"--set", "discriminator.initStd=10"};
    assertThat(bench(Stream.of(line, wide).flatMap(Stream::of).toArray(String[]::new)))
        .isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(err.toString()).contains("the configured training diverges at step 1, ");
    assertThat(out.toString()).isEmpty();
  }
}
