package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report offers to type, typed. */
class ReportedCommandsTest {
  private static final String PROGRAM = "java -jar dcgan4j.jar ";

  @TempDir private Path folder;

  @Test
  void commandsOfPoints_shouldBeTaken() throws IOException {
    Outcome trained = Outcome.of("train", "--preset", "gaussian-2d", "--steps", 2, "--out", folder);

    List<String> lines = lines(Path.of(trained.out().strip()));

    assertThat(lines).noneMatch(line -> line.startsWith("interpolate"));
    assertAllTaken(lines);
  }

  @Test
  void commandsOfAConditionalRun_shouldBeTaken() throws IOException {
    Outcome trained = SmallRun.in(folder).train("--conditional", "--out", folder.resolve("runs"));

    List<String> lines = lines(Path.of(trained.out().strip()));

    assertThat(lines).anyMatch(line -> line.contains("--class A"));
    assertThat(lines).anyMatch(line -> line.startsWith("evaluate"));
    lines.removeIf(line -> line.startsWith("evaluate")); // trains a classifier
    assertAllTaken(lines);
  }

  @Test
  void liveView_shouldBeSaidAndRefuseATakenPort() throws IOException {
    Object[] train = {"train", "--preset", "gaussian-2d", "--steps", 1, "--out", folder};
    List<Object> args = new ArrayList<>(List.of(train));
    args.addAll(List.of("--ui", 0));
    assertThat(Outcome.of(args.toArray()).err()).contains("live view at http://localhost:");
    try (ServerSocket taken = new ServerSocket(0)) {
      args.set(args.size() - 1, taken.getLocalPort());
      Outcome refused = Outcome.of(args.toArray());

      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.complaints())
          .singleElement()
          .asString()
          .startsWith("dcgan4j: --ui: port " + taken.getLocalPort());
    }
    assertThat(folder.resolve("00001-gaussian-2d")).doesNotExist();
  }

  private static List<String> lines(Path run) throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    String open = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(open) + open.length();
    JsonNode data =
        new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    List<String> lines = new ArrayList<>();
    for (JsonNode command : data.path("commands")) {
      assertThat(command.path("line").asText()).startsWith(PROGRAM);
      lines.add(command.path("line").asText().substring(PROGRAM.length()));
    }
    return lines;
  }

  /** With what they write below the test's folder. */
  private void assertAllTaken(List<String> lines) {
    for (String line : lines) {
      List<String> words = new ArrayList<>(List.of(line.split(" ")));
      int out = words.indexOf("--out") + 1;
      if (out > 0) {
        words.set(
            out, folder.resolve("out").resolve(Path.of(words.get(out)).getFileName()).toString());
      }
      assertThat(Outcome.of(words.toArray()).status()).as(line).isZero();
    }
  }
}
