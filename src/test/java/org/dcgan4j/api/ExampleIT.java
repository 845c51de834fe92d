package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.RenderedLetters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example, compiled against the jar as others have it, and run. */
class ExampleIT {
  private static final Path EXAMPLE = Path.of("examples/letters/src/main/java/Letters.java");

  @TempDir private Path folder;

  @Test
  void letters_shouldCompileAgainstTheJarAndDraw() throws Exception {
    Path jar = Path.of(System.getProperty("dcgan4j.jar"));
    Path letters = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), 100, 1, letters, done -> {});
    Path picture = folder.resolve("drawn.png");

    compile(jar);
    String said = run(jar, letters.toString(), "2", picture.toString());

    assertThat(said).contains("100 images of 28 x 28");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2 + 10 * (2 * 28 + 2));
    assertThat(folder.resolve("runs/00000-notmnist-dcgan/report.html")).isNotEmptyFile();
  }

  private void compile(Path jar) {
    String[] options = {
      "-proc:none",
      "-Xlint:all,-classfile,-path",
      "-Werror",
      "-d",
      folder.toString(),
      "-cp",
      jar.toString(),
      EXAMPLE.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
  }

  private String run(Path jar, String... args) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = jar.toAbsolutePath() + File.pathSeparator + folder;
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-cp", path, "Letters"));
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
