package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dcgan4j.api.Duplicates;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.IdxFiles;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.Progress;
import org.dcgan4j.export.SetFiles;
import org.dcgan4j.image.PictureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void dedupe_shouldCopyTheFilesThatStayAsTheyAre() throws IOException {
    Path data = withCopies();
    Path out = folder.resolve("once");
    Path json = folder.resolve("copies.json");
    Path sheet = folder.resolve("copies.png");

    Outcome outcome =
        Outcome.of("dataset", "dedupe", data, "--out", out, "--json", json, "--sheet", sheet);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .contains(
            "exact       1 equal to one that stays",
            "near        0 shifted, noisy or packed again",
            "kept        31",
            "classes     1 groups are in several classes, and keep one picture of each: is a label"
                + " wrong?");
    assertThat(json).content().contains("\"exact\" : 1", "\"removed\" : [ \"A/z.png\" ]");
    assertThat(out.resolve("B/z.png")).hasSameBinaryContentAs(data.resolve("B/z.png"));
    assertThat(out.resolve("A/z.png")).doesNotExist();
    assertThat(data.resolve("A/z.png")).exists();
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(28);
    assertThat(Outcome.of("dataset", "inspect", out).out())
        .contains("readable    31 images", "duplicates  1 (30 distinct images)");
  }

  @Test
  void dedupe_shouldWriteOtherSetsInTheirFormat() throws IOException {
    Path idx = folder.resolve("train-images-idx3-ubyte");
    Path npz = folder.resolve("set.npz");
    byte[] pixels = new byte[3 * 784];
    new Random(1).nextBytes(pixels);
    System.arraycopy(pixels, 0, pixels, 2 * 784, 784);
    ImageSet set =
        new ImageSet(
            "set",
            Images.of(ImageShape.grey(28, 28), pixels),
            new int[] {0, 1, 0},
            List.of("x", "y"),
            List.of());
    SetFiles.of(set).writeIdx(idx);
    SetFiles.of(set).writeNpz(npz);

    Outcome.of("dataset", "dedupe", idx, "--out", folder.resolve("idx"));
    Outcome.of("dataset", "dedupe", npz, "--out", folder.resolve("once.npz"));

    for (String out : List.of("idx", "once.npz")) {
      assertThat(Outcome.of("dataset", "inspect", folder.resolve(out)).out().lines())
          .contains("readable    2 images of 28x28 pixels", "  x         1", "  y         1");
    }
    Outcome refused = Outcome.of("dataset", "dedupe", npz, "--out", folder.resolve("folder"));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.complaints())
        .containsExactly(
            "dcgan4j: --out: "
                + npz
                + " is no folder or archive of pictures, so its copy is NumPy's: give a name that"
                + " ends in .npz, not "
                + folder.resolve("folder"));
  }

  /** Its pictures lie on their side in the file and are put upright, which must happen once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "emnist-letters-train-images-idx3-ubyte",
        "EMNIST_digits-images-idx3-ubyte.gz",
        "my-emnist-emnist-idx3-ubyte"
      })
  void dedupeOfEmnist_shouldKeepThePixels(String name) throws IOException {
    Path idx = folder.resolve(name);
    byte[] pixels = new byte[3 * 6];
    new Random(1).nextBytes(pixels);
    System.arraycopy(pixels, 0, pixels, 2 * 6, 6);
    Images images = Images.of(ImageShape.grey(2, 3), pixels);
    SetFiles.of(new ImageSet("set", images, new int[3], List.of("1"), List.of())).writeIdx(idx);
    Path copy = folder.resolve("copy");

    Outcome outcome = Outcome.of("dataset", "dedupe", idx, "--out", copy);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    ImageSet once = ImageSets.load(copy);
    assertThat(once.images().toArray())
        .isEqualTo(ImageSets.load(idx).images().range(0, 2).toArray());
    assertThat(once.classNames()).containsExactly("1");
  }

  /** The copy's labels are packed, and so their name is longer than a name may be. */
  @Test
  void dedupe_shouldLeaveNothingOfACopyThatCannotBeWrittenWhole() throws IOException {
    String name = "i".repeat(237);
    Path idx = folder.resolve(name + ".gz");
    IdxFiles.writeImages(idx, Images.of(ImageShape.grey(1, 2), new byte[] {1, 90, 80, 3}));
    writeLabels(folder.resolve(name + "-labels-idx1-ubyte"), 0, 1);
    Path out = folder.resolve("copy");

    Outcome outcome = Outcome.of("dataset", "dedupe", idx, "--out", out);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).singleElement().asString().contains("too long");
    assertThat(out).doesNotExist();
  }

  @Test
  void moreClassesThanACopyHolds_shouldBeRefusedBeforeTheWork() throws IOException {
    Path idx = folder.resolve("images");
    IdxFiles.writeImages(idx, Images.of(ImageShape.grey(1, 2), new byte[2 * 257]));
    writeLabels(folder.resolve("labels"), IntStream.range(0, 257).toArray());

    List<String> said = new ArrayList<>();

    assertThatThrownBy(
            () -> Duplicates.find(idx, folder.resolve("copy"), Progress.lines(said::add)))
        .hasMessage(idx + ": has 257 classes; a set of at most 256 can be written in this format");
    assertThat(said).noneMatch(line -> line.startsWith("comparing"));
  }

  @Test
  void labelsThatAreNumbers_shouldStayInACopy() throws IOException {
    Path idx = folder.resolve("some-images");
    IdxFiles.writeImages(idx, Images.of(ImageShape.grey(1, 2), new byte[] {1, 90, 80, 3, 1, 90}));
    writeLabels(folder.resolve("some-labels"), 200, 3, 200);
    Path out = folder.resolve("copy");
    List<String> said = new ArrayList<>();

    Duplicates.find(idx, out, Progress.lines(said::add)).writeKept(out);

    assertThat(IdxFiles.readLabels(out.resolve("some-labels"))).containsExactly(200, 3);
    ImageSet copy = ImageSets.load(out);
    assertThat(copy.classNames()).containsExactly("3", "200");
    assertThat(copy.notes()).isEmpty();
    assertThat(said).noneMatch(line -> line.contains("numbered"));

    Files.writeString(
        folder.resolve("some-labels.txt"), "a\n".repeat(3) + "b\n" + "c\n".repeat(197));
    Path named = folder.resolve("named");
    Duplicates.find(idx, named, Progress.lines(said::add)).writeKept(named);
    assertThat(said)
        .contains("--out: the copy's labels are numbered from 0 in the order of the classes b, c");
    assertThat(IdxFiles.readLabels(named.resolve("some-labels"))).containsExactly(1, 0);
  }

  private static void writeLabels(Path file, int... labels) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xB01);
      out.writeInt(labels.length);
      for (int label : labels) {
        out.writeShort(label);
      }
    }
  }

  /** Nor is anything lost in silence: a file that cannot be read, and the set's test part. */
  @Test
  void dedupe_shouldDrawWithoutClassesAndSayWhatTheCopyLacks() throws IOException {
    Path set = folder.resolve("flat");
    Path train = Files.createDirectories(set.resolve("train"));
    Path test = Files.createDirectories(set.resolve("test"));
    byte[] pixels = new byte[28 * 28];
    for (int i = 0; i < 6; i++) {
      Arrays.fill(pixels, 28 * i, 28 * (i + 1), (byte) (40 * i + 9));
      Images image = Images.of(ImageShape.grey(28, 28), pixels.clone());
      PictureFile.write(image, 0, train.resolve(i + ".png"));
      PictureFile.write(image, 0, test.resolve(i + ".png"));
    }
    Files.copy(train.resolve("3.png"), train.resolve("again.png"));
    Files.writeString(train.resolve("broken.png"), "no picture");
    Path sheet = folder.resolve("sheet.png");
    Path copy = folder.resolve("once");

    Outcome outcome = Outcome.of("dataset", "dedupe", set, "--sheet", sheet, "--out", copy);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("skipped broken.png: ")
        .contains("note: its 6 test images are not looked at, and not copied");
    assertThat(sheet).isNotEmptyFile();
    Outcome inside = Outcome.of("dataset", "dedupe", set, "--sheet", train.resolve("s.png"));
    assertThat(inside.status()).isEqualTo(2);
    assertThat(inside.err()).contains("which would be data there");
  }

  @Test
  void dedupe_shouldNotWriteWhereSomethingIs() throws IOException {
    Path data = withCopies();

    Outcome full = Outcome.of("dataset", "dedupe", data, "--out", folder);
    Outcome within = Outcome.of("dataset", "dedupe", data, "--out", data.resolve("once"));

    assertThat(full.status()).isEqualTo(2);
    assertThat(full.complaints())
        .containsExactly(
            "dcgan4j: --out: " + folder + " is there already; give a new name or an empty folder");
    assertThat(within.complaints())
        .containsExactly(
            Text.format(
                "dcgan4j: --out: %s lies in %s, and would be data there; give a place outside",
                data.resolve("once"), data));
    assertThat(data.resolve("once")).doesNotExist();
  }

  /** 30 letters; the first A again as another A, and as a B. */
  private Path withCopies() throws IOException {
    Path letters = folder.resolve("letters");
    Outcome.of("dataset", "render", "--out", letters, "--count", 30);
    Files.delete(letters.resolve("letters.json"));
    try (Stream<Path> files = Files.list(letters.resolve("A"))) {
      Path first = files.sorted().findFirst().orElseThrow();
      Files.copy(first, letters.resolve("B/z.png"));
      Files.copy(first, letters.resolve("A/z.png"));
    }
    return letters;
  }
}
