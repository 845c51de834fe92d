package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.tensorflow.framework.Summary;

/** The events of a run, read back by their published format. */
class TensorBoardRunTest {
  private static final Path PYTHON = Path.of("target/python/bin").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void events_shouldHaveWhatTheMetricsHave_alsoAfterTheRunWentOn() throws IOException {
    SmallRun small = SmallRun.in(folder);
    Outcome trained = small.train("--out", folder.resolve("runs"), "--set", "run.tensorboard=true");
    Path run = Path.of(trained.out().strip());
    assertEqualToMetrics(run);

    Path half = events(run);
    Files.write(half, new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 1}, StandardOpenOption.APPEND);
    Outcome more = Outcome.of("train", "--resume", run, "--steps", 40);

    assertThat(more.status()).as(more.err()).isZero();
    assertThat(half).as("a reader begins again").doesNotExist();
    assertEqualToMetrics(run);
  }

  /** As {@code tensorboard --logdir} finds them; scripts/train-seeds.sh makes such folders. */
  @Test
  void sweep_shouldBeSeveralRunsForTensorBoardItself() throws Exception {
    assumeTrue(
        Files.exists(PYTHON.resolve("tensorboard")), "skipped: no target/python with tensorboard");
    SmallRun small = SmallRun.in(folder);
    Path sweep = folder.resolve("seeds");
    List<String> expected = new ArrayList<>();
    for (int seed : List.of(1, 2, 3)) {
      Path seeds = sweep.resolve("seed-" + seed);
      Outcome trained =
          small.train("--seed", seed, "--out", seeds, "--set", "run.tensorboard=true");
      Path run = Path.of(trained.out().strip());
      for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
        JsonNode tick = new ObjectMapper().readTree(line);
        for (String tag : List.of("dLoss", "gLoss", "dOfX", "dOfGz")) {
          expected.add(
              sweep.relativize(run)
                  + " %s %d %s"
                      .formatted(tag, tick.get("step").asLong(), tick.get(tag).floatValue()));
        }
      }
    }

    List<String> seen = seenByTensorBoard(sweep);

    assertThat(seen).contains("seed-2/00000-notmnist-dcgan fakes 6 582x582");
    assertThat(seen).contains("seed-3/00000-notmnist-dcgan d.conv1/W 6 64");
    assertThat(seen.stream().filter(line -> line.matches("\\S+ ([dg]Loss|dOf\\w+) .*")))
        .map(TensorBoardRunTest::withFloat)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Python writes a float's digits as those of a double. */
  private static String withFloat(String line) {
    int at = line.lastIndexOf(' ') + 1;
    return line.substring(0, at) + Float.parseFloat(line.substring(at));
  }

  private List<String> seenByTensorBoard(Path logs) throws Exception {
    URI script = getClass().getResource("/read-events.py").toURI();
    Process python =
        new ProcessBuilder(
                PYTHON.resolve("python").toString(), Path.of(script).toString(), logs.toString())
            .redirectError(folder.resolve("err").toFile())
            .start();
    List<String> lines = python.inputReader().lines().toList();
    assertThat(python.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    return lines;
  }

  private static void assertEqualToMetrics(Path run) throws IOException {
    Map<Long, Summary> read = read(events(run));
    Map<Long, JsonNode> ticks = new LinkedHashMap<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode tick = new ObjectMapper().readTree(line);
      ticks.put(tick.get("step").asLong(), tick);
    }
    List<Long> steps = new ArrayList<>(ticks.keySet());
    steps.add(0, 0L);
    assertThat(read.keySet()).containsExactlyElementsOf(steps);
    ticks.forEach(
        (step, tick) -> {
          Map<String, Summary.Value> values = new LinkedHashMap<>();
          read.get(step).getValueList().forEach(value -> values.put(value.getTag(), value));
          tick.properties().stream()
              .filter(figure -> !figure.getKey().equals("step"))
              .forEach(
                  figure ->
                      assertThat(values.get(figure.getKey()).getSimpleValue())
                          .isEqualTo(figure.getValue().floatValue()));
          assertThat(values.get("g.dense1/W").getHisto().getNum()).isPositive();
          assertThat(values).containsKey("d.conv1/W");
          assertThat(values.get("fakes").getImage().getEncodedImageString().toByteArray())
              .isEqualTo(bytes(run.resolve("fakes-%06d.png".formatted(step))));
        });
    assertThat(read.get(0L).getValueList())
        .singleElement()
        .matches(v -> v.getTag().equals("fakes"));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path events(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      List<Path> found =
          files.filter(f -> f.getFileName().toString().contains("tfevents")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  /** The summaries by step; no step comes twice. */
  private static Map<Long, Summary> read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    Map<Long, Summary> found = new LinkedHashMap<>();
    boolean first = true;
    while (all.hasRemaining()) {
      byte[] length = checked(all, 8);
      long n = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      CodedInputStream in = CodedInputStream.newInstance(checked(all, (int) n));
      long step = 0;
      Summary summary = null;
      String version = null;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 2 -> step = in.readInt64();
          case 3 -> version = in.readString();
          case 5 -> summary = Summary.parseFrom(in.readByteArray());
          default -> in.skipField(tag);
        }
      }
      if (first) {
        assertThat(version).isEqualTo("brain.Event:2");
      } else {
        assertThat(found.put(step, summary)).as("step %d", step).isNull();
      }
      first = false;
    }
    return found;
  }

  private static byte[] checked(ByteBuffer all, int n) {
    byte[] bytes = new byte[n];
    all.get(bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int rotated = (int) (crc.getValue() >>> 15 | crc.getValue() << 17);
    assertThat(all.getInt()).isEqualTo(rotated + 0xA282EAD8);
    return bytes;
  }
}
