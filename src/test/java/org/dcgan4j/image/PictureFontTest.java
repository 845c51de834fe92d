package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFontTest {
  @TempDir Path folder;

  @Test
  void font_shouldComeFromTheClassPath() {
    assertThat(PictureFont.plain(13).getFontName()).isEqualTo("Roboto");
    assertThat(PictureFont.bold(13).getFontName()).isEqualTo("Roboto Bold");
    assertThat(PictureFont.plain(13).getSize2D()).isEqualTo(13);
  }

  @Test
  void chart_shouldBeTheSameOnAMachineWithoutFonts() throws Exception {
    assumeThat(System.getProperty("os.name")).as("fontconfig is Linux's").isEqualTo("Linux");
    Path png = folder.resolve("losses.png");
    Path noFonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Java keeps what it knows of fonts in the user's home.
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            ChartWithoutFonts.class.getName(),
            png.toString());
    java.environment().put("FONTCONFIG_FILE", noFonts.toString());
    Process process = java.redirectErrorStream(true).start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("no font of the machine's");
    assertThat(ImageIO.read(png.toFile()).getRGB(0, 0, 900, 700, null, 0, 900))
        .isEqualTo(
            ChartWithoutFonts.CHART
                .draw(ChartWithoutFonts.POINTS)
                .getRGB(0, 0, 900, 700, null, 0, 900));
  }

  /** What the other process does. */
  static final class ChartWithoutFonts {
    private static final StepChart.Panel<Double> PANEL =
        new StepChart.Panel<>(
            "Losses",
            false,
            last -> 0,
            List.of(new StepChart.Quantity<>("generator", Charts.FAKES, point -> 3 - point)));
    private static final StepChart<Double> CHART =
        new StepChart<>("losses", point -> point, PANEL, PANEL);
    private static final List<Double> POINTS = List.of(1.0, 2.0);

    private ChartWithoutFonts() {}

    public static void main(String[] args) throws Exception {
      PictureFile.write(CHART.draw(POINTS), Path.of(args[0]));
      if (System.getProperty("sun.awt.fontconfig") != null) {
        System.out.println("no font of the machine's");
      }
    }
  }
}
