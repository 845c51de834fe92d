package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example and the lines in the README, compiled against the jar as others have it, and run. */
class ExampleIT {
  private static final Path EXAMPLE = Path.of("examples/letters/src/main/java/Letters.java");

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
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = jar.toAbsolutePath() + File.pathSeparator + folder;
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-cp", path, main));
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
