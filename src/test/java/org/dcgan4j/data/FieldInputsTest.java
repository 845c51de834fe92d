package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig.Fit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What public reports were about, each with what is right. */
class FieldInputsTest {
  private static final Path FIELD = Path.of("../shared/field");

  @TempDir private Path temp;

  @BeforeEach
  void present() {
    assumeTrue(Files.isDirectory(FIELD), FIELD + " is not here");
  }

  @Test
  void rgbaOnBlack_shouldGiveTheShapeThatItsAlphaIs() throws IOException {
    expectShapes(load("rgba-on-black"));
  }

  @Test
  void laOnBlack_shouldGiveTheShapeThatItsAlphaIs() throws IOException {
    expectShapes(load("la-on-black"));
  }

  private void expectShapes(ImageSet set) throws IOException {
    // The same letters, opaque.
    assertThat(set.sha256()).isEqualTo(load("icc-grey").sha256());
    assertThat(set.notes())
        .singleElement()
        .asString()
        .startsWith("24 of 24 pictures are transparent and of one colour each: their alpha")
        .endsWith("(the first: A/0.png)");
  }

  @Test
  void colour_shouldBeLearned() throws IOException {
    ImageSet set = load("colour");
    assertThat(set.images().shape()).isEqualTo(new ImageShape(3, 28, 28));
    assertThat(set.describe()).endsWith("28x28, in colour");
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void twoClasses_shouldBeTwoClasses() throws IOException {
    ImageSet set = load("two-classes");
    assertThat(set.classNames()).containsExactly("0", "1");
    assertThat(set.labels()).contains(0, 1);
  }

  @Test
  void emnistLetters_shouldHaveNamesAndStandUpright() throws IOException {
    ImageSet set = load("emnist-letters");
    assertThat(set.classNames()).startsWith("A", "B").doesNotContain("0", "1");
    assertThat(set.notes()).anyMatch(note -> note.contains("are put upright"));
  }

  @Test
  void qmnist_shouldHaveTheClassesOfItsFirstColumn() throws IOException {
    ImageSet set = load("qmnist");
    assertThat(set.classNames()).isNotEmpty().allMatch(name -> name.matches("\\d"));
  }

  @Test
  void hardLinks_shouldHaveTheLinkedBytes() throws IOException {
    ImageSet set = load("hard-links.tar");
    assertThat(set.count()).isEqualTo(24);
    assertThat(IntStream.of(set.labels()).sum()).isEqualTo(12);
    assertThat(set.badFiles()).isEmpty();
  }

  @Test
  void flatAndSub_shouldBeRefusedWithTheChoices() {
    assertThatThrownBy(() -> load("flat-and-sub"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("holds 30 pictures outside of its class folders")
        .hasMessageContaining("and 4 in them (old); give one");
  }

  @Test
  void numbered_shouldBeInNaturalOrder() throws IOException {
    assertThat(load("numbered").classNames())
        .containsExactlyElementsOf(IntStream.range(0, 27).mapToObj(Integer::toString).toList());
  }

  @Test
  void streamedStoredZip_shouldBeRead() throws IOException {
    assertThat(load("streamed-stored.zip").count()).isPositive();
  }

  @Test
  void oneOddSize_shouldBeBroughtToTheOthersAndNamed() throws IOException {
    ImageSet set = load("one-odd-size");
    assertThat(set.count()).isEqualTo(24);
    assertThat(set.images().shape()).isEqualTo(ImageShape.grey(28, 28));
    assertThat(set.badFiles()).isEmpty();
    assertThat(set.notes())
        .containsExactly(
            "2 of 24 pictures have another size and are brought to 28x28 (crop) (the first: A/7.png)");
  }

  @Test
  void iccGrey_shouldBeReadWithoutNoise() throws IOException {
    ImageSet set = load("icc-grey");
    assertThat(set.count()).isEqualTo(24);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void jpeg_shouldBeReadWhateverItsName() throws IOException {
    ImageSet named = load("jpeg");
    assertThat(named.count()).isEqualTo(24);
    assertThat(named.badFiles()).isEmpty();
    assertThat(load("jpeg-named-png").sha256()).isEqualTo(named.sha256());
  }

  @Test
  void mnistNpz_shouldHaveItsLabelsAndItsTestImages() throws IOException {
    ImageSet set = load("mnist.npz");
    assertThat(set.count()).isEqualTo(80);
    assertThat(set.classNames()).contains("0", "9");
    assertThat(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow().count()).isEqualTo(20);
    assertThat(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow().classNames())
        .isEqualTo(set.classNames());
  }

  @Test
  void ourOwnSamples_shouldBeRead() throws IOException {
    assertThat(load("images-labels.npz").sha256()).isEqualTo(load("mnist.npz").sha256());
  }

  @Test
  void kagglesCsv_shouldBeRead() throws IOException {
    ImageSet set = load("train.csv");
    assertThat(set.count()).isEqualTo(40);
    assertThat(set.shape()).containsExactly(1, 28, 28);
    assertThat(set.labelled()).isTrue();
  }

  @Test
  void torchvisionsFolder_shouldBeFoundBelow() throws IOException {
    ImageSet set = load("torchvision");
    assertThat(set.labelled()).isTrue();
    assertThat(load("MNIST.tar.gz").sha256()).isEqualTo(set.sha256());
  }

  @Test
  void unicodeNames_shouldBeReadInALocaleThatCannotSayThem() throws Exception {
    ImageSet here = load("unicode-names");
    assertThat(here.classNames()).containsExactly("B", "Ä");
    Path copy = temp.resolve("unicode-names");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Inspect.class.getName(),
            copy.toString());
    java.environment().put("LC_ALL", "C");
    Files.deleteIfExists(copy.resolve(".dcgan4j-cache"));
    Process process = java.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("24 2 196 " + here.sha256());
  }

  /** Reads a folder in a process of its own. */
  static final class Inspect {
    public static void main(String[] args) {
      ImageSet set = ImageSets.load(Path.of(args[0]));
      int letter = set.classNames().get(1).codePointAt(0);
      System.out.println(
          set.count() + " " + set.classNames().size() + " " + letter + " " + set.sha256());
    }
  }

  /** Loads a copy, so that no cache of another build is found beside it. */
  private ImageSet load(String name) throws IOException {
    Path source = FIELD.resolve(name);
    Path copy = temp.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(source.relativize(file).toString());
        boolean cache = file.getFileName().toString().endsWith("cache");
        if (!cache && !Files.exists(target)) {
          Files.copy(file, target);
          target.toFile().setWritable(true);
        }
      }
    }
    return ImageSets.load(copy);
  }
}
