package org.dcgan4j.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks' cells, run against the jar, and the script for JBang. */
class NotebookIT {
  private static final Path NOTEBOOKS = Path.of("examples/notebooks");
  private static final String SHOWN = "shown: BufferedImage";

  @TempDir private Path folder;

  @Test
  void trainAndLook_shouldShowPicturesInEachOfItsParts() throws Exception {
    String said =
        notebook("train-and-look", "steps(250)", "steps(5)", "fakes-000250", "fakes-000005");

    assertThat(said).contains("classes [A, B, C, D, E, F, G, H, I, J], 110 numbers in");
    assertThat(said.split(SHOWN, -1)).hasSize(5 + 1);
  }

  @Test
  void whatGoesWrong_shouldGoWrong() throws Exception {
    String said = notebook("what-goes-wrong", "steps(200)", "steps(2)");

    assertThat(said).contains("the discriminator has won? for 3 ticks D(x) 1.000, D(G(z)) 0.000");
    List<Double> reals = numbers("real letters (\\d\\.\\d+)", said);
    List<Double> collapsed = numbers("step +\\d+ +(\\d\\.\\d+) #", said);
    assertThat(reals).as(said).hasSize(1);
    assertThat(collapsed).hasSize(6).allMatch(apart -> apart < reals.get(0) / 2);
    assertThat(said.split(SHOWN, -1)).hasSize(6 + 1);
  }

  @Test
  void script_shouldRunAsASourceFileToo() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar")).toAbsolutePath();
    Path script = Path.of("examples/letters.java").toAbsolutePath();

    String said = java("-cp", jar.toString(), script.toString(), "3", "drawn.png");

    assertThat(said).contains("step 3: dLoss ", "a hundred letters in drawn.png");
    assertThat(folder.resolve("drawn.png")).isNotEmptyFile();
    assertThat(Files.readString(script)).contains("//DEPS org.dcgan4j:dcgan4j:" + version());
  }

  private static List<Double> numbers(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> Double.valueOf(found.group(1)))
        .toList();
  }

  private static String version() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return pom.replaceAll("(?s).*?<artifactId>dcgan4j</artifactId>\\s*<version>(.*?)<.*", "$1");
  }

  /** Runs its cells, with texts such as fewer steps in the place of others. */
  private String notebook(String name, String... others) throws IOException, InterruptedException {
    Path notebook = NOTEBOOKS.resolve(name + ".ipynb");
    List<String> cells = new ArrayList<>();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
      if (cell.get("cell_type").textValue().equals("code")) {
        StringBuilder source = new StringBuilder();
        cell.get("source").forEach(line -> source.append(line.textValue()));
        cells.add(source.toString());
      }
    }
    String text = String.join(NotebookRunner.NEXT_CELL, cells);
    for (int i = 0; i < others.length; i += 2) {
      assertThat(text).contains(others[i]);
      text = text.replace(others[i], others[i + 1]);
    }
    Path file = Files.writeString(folder.resolve("cells"), text);
    return java(
        "-cp",
        Path.of("target/test-classes").toAbsolutePath().toString(),
        NotebookRunner.class.getName(),
        file.toString(),
        NOTEBOOKS.toAbsolutePath().toString());
  }

  private String java(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }
}
