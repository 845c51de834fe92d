package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandTest {
  private static final Path NOT_MNIST = Path.of("../shared/data/notMNIST_small.tar.gz");

  @TempDir private Path folder;

  @Test
  void notMnist_shouldBeCountedAndItsBadFilesNamed() throws IOException {
    assumeTrue(Files.isRegularFile(NOT_MNIST), NOT_MNIST + " is not there");
    Path archive = Files.copy(NOT_MNIST, folder.resolve("notMNIST_small.tar.gz"));
    Path sheet = folder.resolve("sheet.png");

    Outcome outcome = Outcome.of("dataset", "inspect", archive, "--sheet", sheet);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .contains(
            "readable    18724 images of 28x28 pixels",
            "duplicates  492 (18232 distinct images)",
            "bad files   2")
        .filteredOn(line -> line.contains(".png: "))
        .hasSize(2)
        .anyMatch(line -> line.contains("A/RGVtb2NyYXRpY2FCb2xkT2xkc3R5bGUgQm9sZC50dGY=.png"))
        .anyMatch(line -> line.contains("F/Q3Jvc3NvdmVyIEJvbGRPYmxpcXVlLnR0Zg==.png"));
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isGreaterThan(20 * 28);
  }

  @Test
  void render_shouldMakeASetThatCanBeInspected() {
    Path letters = folder.resolve("letters");

    Outcome rendered = Outcome.of("dataset", "render", "--out", letters, "--count", 30);

    assertThat(rendered.status()).isZero();
    assertThat(rendered.out()).startsWith(letters + ": 30 letters from ");
    assertThat(Outcome.of("dataset", "inspect", letters).out().lines())
        .contains("readable    30 images of 28x28 pixels", "classes     10", "  J         3");
  }

  @Test
  void render_shouldDrawInColoursAndAnySize() {
    Path letters = folder.resolve("letters");

    Outcome.of("dataset", "render", "--out", letters, "--count", 30, "--size", 40, "--colours");

    assertThat(Outcome.of("dataset", "inspect", letters).out().lines())
        .contains("readable    30 images of 40x40 pixels, in colour");
    Outcome refused = Outcome.of("dataset", "render", "--out", letters, "--size", -7);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.complaints())
        .containsExactly("dcgan4j: letters of -7 pixels a side to render; legal are 8 to 256");
  }

  @Test
  void render_shouldNotTouchAFolderOfOthers() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");

    Outcome outcome = Outcome.of("dataset", "render", "--out", folder, "--count", 30);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).singleElement().asString().contains("mine.txt");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void sheetBelowAFile_shouldNameTheFileInTheWay() throws IOException {
    Outcome.of("dataset", "render", "--out", folder.resolve("letters"), "--count", 10);
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Outcome outcome =
        Outcome.of(
            "dataset", "inspect", folder.resolve("letters"), "--sheet", file.resolve("x.png"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: --sheet: cannot write " + file + "/x.png: " + file + " is in the way");
  }
}
