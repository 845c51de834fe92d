package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.dcgan4j.binding.Text;
import org.dcgan4j.cli.SmallRun;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example and the lines in the README, compiled against the jar as others have it, and run. */
class ExampleIT {
  private static final Path EXAMPLE = Path.of("examples/letters/src/main/java/Letters.java");
  private static final Path SERVER = Path.of("examples/LetterServer.java");

  private static final Pattern LINES = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final String PROGRAM =
      """
      import java.awt.image.BufferedImage;
      import java.io.File;
      import java.nio.file.Path;
      import java.util.List;
      import javax.imageio.ImageIO;
      import org.dcgan4j.api.Dcgan;
      import org.dcgan4j.api.ExportFormat;
      import org.dcgan4j.api.Generator;
      import org.dcgan4j.api.SampleFormat;
      import org.dcgan4j.api.Scores;
      import org.dcgan4j.api.Training;

      class Readme {
        public static void main(String[] args) throws Exception {
          %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void letters_shouldCompileAgainstTheJarAndDraw() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar"));
    Path letters = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 100, 1, letters, done -> {});
    Path picture = folder.resolve("drawn.png");

    compile(jar, EXAMPLE);
    String said = run(jar, "Letters", letters.toString(), "2", picture.toString());

    assertThat(said).contains("100 images of 28 x 28");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2 + 10 * (2 * 28 + 2));
    assertThat(folder.resolve("runs/00000-notmnist-dcgan/report.html")).isNotEmptyFile();
  }

  @Test
  void readme_shouldShowLinesThatRun() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar"));
    Matcher lines = LINES.matcher(Files.readString(Path.of("README.md")));
    assertThat(lines.find()).isTrue();
    assertThat(lines.group(1)).contains("Path.of(\"notmnist/rendered\")", ".steps(500)");
    Path source = folder.resolve("Readme.java");
    Files.writeString(
        source, Text.format(PROGRAM, lines.group(1).replace(".steps(500)", ".steps(2)")));
    Path letters = folder.resolve("notmnist/rendered");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 100, 1, letters, done -> {});

    compile(jar, source);
    run(jar, "Readme");

    assertThat(ImageIO.read(folder.resolve("letters.png").toFile()).getWidth())
        .isEqualTo(2 + 10 * (2 * 28 + 2));
  }

  @Test
  void apiPage_shouldShowLinesThatRun() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar"));
    Matcher lines = LINES.matcher(Files.readString(Path.of("docs/api.md")));
    assertThat(lines.find()).isTrue();
    String shorter = lines.group(1).replace("steps(500)", "steps(2)").replace("(600)", "(3)");
    Path source = folder.resolve("Readme.java");
    Files.writeString(source, Text.format(PROGRAM, shorter));
    RenderedLetters.render(
        FontFaces.bundled(), LetterRenderer.USUAL, 2000, 1, folder.resolve("letters"), done -> {});

    compile(jar, source);
    String said = run(jar, "Readme");

    assertThat(said.lines()).last().asString().matches("\\d+\\.\\d+");
    assertThat(folder.resolve("b-labels-idx1-ubyte.gz")).isNotEmptyFile();
    assertThat(folder.resolve("letters.onnx")).isNotEmptyFile();
  }

  @Test
  void letterServer_shouldAnswerManyAtOnceWithWhatTheGeneratorDraws() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar"));
    Dcgan small = SmallRun.in(folder).dcgan().set("training.conditional", "true");
    Path run = small.out(folder.resolve("runs")).train();
    compile(jar, SERVER);
    Process server = start(jar, "LetterServer", run.toString(), "0");
    try {
      URI address = address(server);
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<byte[]>>> asked =
          IntStream.range(0, 100)
              .mapToObj(i -> address.resolve("/" + "ABCDEFGHIJ".charAt(i % 10) + ".png?seed=" + i))
              .map(uri -> HttpRequest.newBuilder(uri).build())
              .map(request -> client.sendAsync(request, BodyHandlers.ofByteArray()))
              .toList();
      Generator generator = Generator.load(run);
      for (int i = 0; i < asked.size(); i++) {
        HttpResponse<byte[]> answer = asked.get(i).get(60, TimeUnit.SECONDS);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Generator of = generator.ofClass("ABCDEFGHIJ".substring(i % 10, i % 10 + 1));
        ImageIO.write(of.pictures(1, i).get(0), "png", expected);
        assertThat(answer.body()).as("seed %d", i).isEqualTo(expected.toByteArray());
      }
      for (String wrong : List.of("/Z.png", "/A.png?seed=x", "/", "/A.gif")) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(wrong)).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        assertThat(answer.body().lines()).singleElement().asString().contains("legal are ");
      }
    } finally {
      server.destroy();
    }
  }

  private void compile(Path jar, Path source) {
    String[] options = {
      "-proc:none",
      "-Xlint:all,-classfile,-path",
      "-Werror",
      "-d",
      folder.toString(),
      "-cp",
      jar.toString(),
      source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
  }

  private String run(Path jar, String main, String... args)
      throws IOException, InterruptedException {
    Process process = start(jar, main, args);
    assertThat(process.waitFor()).as(Files.readString(said())).isZero();
    return Files.readString(said());
  }

  /** What it says goes to {@link #said}. */
  private Process start(Path jar, String main, String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = jar.toAbsolutePath() + File.pathSeparator + folder;
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-cp", path, main));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(said().toFile())
        .start();
  }

  private URI address(Process server) throws IOException, InterruptedException {
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      String said = Files.readString(said());
      if (said.endsWith("\n")) {
        return URI.create(said.strip());
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it does not listen: " + Files.readString(said()));
  }

  private Path said() {
    return folder.resolve("out");
  }
}
