package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data are never lost or changed in silence: instances of each kind, made here. */
class KindsOfDataTest {
  private static final byte[] GOOD = Pngs.plain(2, 1, 7);

  /** Four images of 2x2, in order. */
  private static final byte[] FOUR = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (byte) 255};

  @TempDir private Path temp;

  // Transparency

  @Test
  void whiteUnderAlpha_shouldBeItsAlpha() {
    ImageSet set =
        load(Map.of("1.png", Pngs.image(2, 1, 8, 6, bytes(255, 255, 255, 9, 0, 0, 0, 0))));
    assertThat(pixels(set)).containsExactly(9, 0);
  }

  @Test
  void paletteWithATransparentColour_shouldBeItsShape() {
    byte[] file =
        Pngs.file(
            Pngs.header(2, 1, 8, 3),
            Pngs.chunk("PLTE", bytes(255, 255, 255, 0, 0, 0)),
            Pngs.chunk("tRNS", bytes(0)),
            Pngs.data(bytes(1, 0), 1),
            Pngs.chunk("IEND"));
    assertThat(pixels(load(Map.of("1.png", file)))).containsExactly(255, 0);
  }

  @Test
  void greyWithATransparentValue_shouldBeItsShape() {
    byte[] file =
        Pngs.file(
            Pngs.header(2, 1, 8, Pngs.GREY),
            Pngs.chunk("tRNS", bytes(0, 255)),
            Pngs.data(bytes(0, 255), 1),
            Pngs.chunk("IEND"));
    assertThat(pixels(load(Map.of("1.png", file)))).containsExactly(255, 0);
  }

  @Test
  void severalColoursUnderAlpha_shouldBeLaidOnWhite() {
    byte[] mixed = Pngs.image(3, 1, 8, 4, bytes(0, 255, 100, 255, 0, 0));
    byte[] opaque = Pngs.image(3, 1, 8, 4, bytes(1, 255, 2, 255, 3, 255));
    ImageSet set = load(Map.of("1.png", mixed, "2.png", opaque));
    assertThat(pixels(set)).containsExactly(0, 100, 255, 1, 2, 3);
    assertThat(set.notes())
        .containsExactly(
            "1 of 2 pictures are transparent and are laid on white (the first: 1.png)");
  }

  @Test
  void oneColourAmongOthers_shouldBeLaidOnWhiteToo() {
    byte[] mixed = Pngs.image(2, 1, 8, 4, bytes(9, 255, 100, 51));
    byte[] one = Pngs.image(2, 1, 8, 4, bytes(0, 255, 0, 51));
    assertThat(pixels(load(Map.of("1.png", mixed, "2.png", one)))).containsExactly(9, 224, 0, 204);
  }

  // Formats

  @Test
  void interlacedPictures_shouldHaveTheSamePixels() throws IOException {
    BufferedImage image = noise(BufferedImage.TYPE_INT_RGB);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    writer.setOutput(ImageIO.createImageOutputStream(file));
    ImageWriteParam progressive = writer.getDefaultWriteParam();
    progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    writer.write(null, new IIOImage(image, null, null), progressive);
    ((java.io.Closeable) writer.getOutput()).close();
    assertThat(file.toByteArray()[28]).as("interlaced").isEqualTo((byte) 1);

    Map<String, byte[]> files = Map.of("1.png", file.toByteArray(), "2.png", file("png", image));
    ImageSet set = load(files);
    assertThat(set.count()).isEqualTo(2);
    assertThat(set.images().image(0)).isEqualTo(set.images().image(1));
  }

  @Test
  void otherFormats_shouldBeReadByContents() throws IOException {
    BufferedImage image = noise(BufferedImage.TYPE_BYTE_GRAY);
    Map<String, byte[]> files = new HashMap<>();
    files.put("1.bmp", file("bmp", image));
    files.put("2.png", file("gif", image));
    files.put("3.jpg", file("png", image));
    files.put("4.gif", file("jpeg", image));
    ImageSet set = load(files);
    byte[] grey = (byte[]) image.getRaster().getDataElements(0, 0, 13, 11, null);
    for (int i = 0; i < 3; i++) {
      byte[] read = Arrays.copyOfRange(pixels(set), i * grey.length, (i + 1) * grey.length);
      assertThat(read).as("picture %d", i).isEqualTo(grey);
    }
    assertThat(set.badFiles()).isEmpty();
    assertThat(set.notes())
        .contains(
            "1 pictures are PNG",
            "1 pictures are JPEG",
            "1 pictures are GIF",
            "1 pictures are BMP");
  }

  @Test
  void formatsThatAreNotRead_shouldBeNamed() {
    Map<String, byte[]> files = pictures("A/", 4);
    files.put("A/x.webp", "\0\0\0\30ftypheic".getBytes(StandardCharsets.US_ASCII));
    assertThat(load(files).badFiles())
        .containsExactly(
            new BadFile(
                "A/x.webp",
                "a HEIF picture, which is not read (legal are PNG, JPEG, GIF, BMP and WebP)"));
  }

  /** EXIF 2.32, 4.6.4 A, on the rows 0 1 2 and 3 4 5, in fifties. */
  @ParameterizedTest
  @CsvSource({
    "1,012345",
    "2,210543",
    "3,543210",
    "4,345012",
    "5,031425",
    "6,304152",
    "7,524130",
    "8,251403"
  })
  void pictures_shouldBeTurnedAsTheirExifSays(int orientation, String shown) {
    byte[] exif =
        ByteBuffer.allocate(26)
            .putInt(0x4D4D002A)
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .array();
    byte[] file =
        Pngs.file(
            Pngs.header(3, 2, 8, Pngs.GREY),
            Pngs.chunk("eXIf", exif),
            Pngs.data(bytes(0, 50, 100, 150, 200, 250), 2),
            Pngs.chunk("IEND"));

    ImageSet set = load(Map.of("1.png", file));

    assertThat(pixels(set)).isEqualTo(bytes(shown.chars().map(c -> 50 * (c - '0')).toArray()));
    assertThat(set.images().shape().height()).isEqualTo(orientation < 5 ? 2 : 3);
    assertThat(set.notes()).hasSize(orientation == 1 ? 0 : 1);
  }

  @Test
  void jpegWithoutItsEnd_shouldBeABadFile() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    image.getGraphics().drawOval(5, 9, 50, 40);
    byte[] whole = file("jpeg", image);
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length - 500, whole.length - 300, (byte) 0);
    byte[] cut = Arrays.copyOf(whole, whole.length * 3 / 4);
    ImageSet set = load(Map.of("1.jpg", whole, "2.jpg", cut, "3.jpg", damaged));
    assertThat(set.count()).isEqualTo(1);
    assertThat(set.badFiles().get(0).reason()).contains("Missing EOI");
    assertThat(set.badFiles().get(1).reason()).startsWith("damaged, or no JPEG");
  }

  @Test
  void partOfAGif_shouldStandOnItsCanvas() throws IOException {
    byte[] gif = file("gif", noise(BufferedImage.TYPE_BYTE_GRAY));
    int place = 0; // of the first picture, behind the palette
    while (gif[place] != 0x2C || gif[place + 5] != 13) {
      place++;
    }
    gif[6] = 20;
    gif[8] = 15;
    gif[place + 1] = 4;
    gif[place + 3] = 2;

    ImageSet set = load(Map.of("1.gif", gif));

    assertThat(set.images().shape()).isEqualTo(ImageShape.grey(15, 20));
    byte[] all = pixels(set);
    assertThat(all[0]).as("beside it").isEqualTo((byte) 255);
    assertThat(all[2 * 20 + 4 + 3])
        .isEqualTo((byte) noise(BufferedImage.TYPE_BYTE_GRAY).getRaster().getSample(3, 0, 0));
  }

  @Test
  void opaquePicturesBesideShapes_shouldHaveThemOnWhite() {
    byte[] opaque = Pngs.image(2, 1, 8, Pngs.GREY, bytes(255, 0));
    byte[] shape = Pngs.image(2, 1, 8, 4, bytes(0, 0, 0, 255));
    ImageSet set = load(Map.of("1.png", opaque, "2.png", shape));
    assertThat(pixels(set)).isEqualTo(bytes(255, 0, 255, 0));
  }

  @Test
  void nearlyOneColourUnderAlpha_shouldBeItsAlpha() {
    byte[] white = Pngs.image(3, 1, 8, 4, bytes(255, 255, 252, 128, 0, 0));
    assertThat(pixels(load(Map.of("1.png", white)))).isEqualTo(bytes(255, 128, 0));
  }

  @Test
  void sixteenBits_shouldBeSaid() {
    ImageSet set = load(Map.of("1.png", Pngs.image(1, 1, 16, Pngs.GREY, bytes(128, 128))));
    assertThat(set.notes())
        .containsExactly("1 of 1 pictures have 16 bits and are taken with 8 (the first: 1.png)");
  }

  // Sizes

  @Test
  void sizesWithoutAMajority_shouldBeBroughtToOneThatSuits() {
    ImageSet set =
        load(
            Map.of(
                "1.png",
                Pngs.plain(70, 40, 9),
                "2.png",
                Pngs.plain(90, 71, 9),
                "3.png",
                Pngs.plain(500, 300, 9)));
    assertThat(set.images().shape()).isEqualTo(ImageShape.grey(64, 64));
    assertThat(pixels(set)).containsOnly(9);
    assertThat(set.notes())
        .contains(
            "3 of 3 pictures have another size and are brought to 64x64 (crop) (the first: 1.png)");
  }

  // Classes

  @Test
  void classFoldersWithNumbers_shouldBeInNaturalOrder() {
    Map<String, byte[]> files = pictures("v10/", 1);
    files.putAll(pictures("v9/", 1));
    files.putAll(pictures("v100/", 1));
    assertThat(load(files).classNames()).containsExactly("v9", "v10", "v100");
  }

  @Test
  void classWithoutPictures_shouldBeAnError() throws IOException {
    Path data = TestData.folder(temp.resolve("data"), pictures("A/", 3));
    Files.createDirectory(data.resolve("B"));
    assertThatThrownBy(() -> ImageSets.load(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the class folder B has no pictures");
    Files.write(data.resolve("B/x.png"), new byte[3]);
    assertThatThrownBy(() -> ImageSets.load(data))
        .hasMessageContaining("the class B is missing: none of its 1 files is readable");
  }

  @Test
  void classThatCannotBeLookedInto_shouldBeAnError() throws IOException {
    Path data = TestData.folder(temp.resolve("data"), pictures("A/", 3));
    Files.createSymbolicLink(data.resolve("B"), temp.resolve("gone"));
    assertThatThrownBy(() -> ImageSets.load(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the class folder B is missing: a link to nothing");
  }

  @Test
  void pictureThatCannotBeHad_shouldBeABadFile() throws IOException {
    Path data = TestData.folder(temp.resolve("data"), pictures("A/", 3));
    Files.createSymbolicLink(data.resolve("A/z.png"), temp.resolve("gone"));
    assertThat(ImageSets.load(data).badFiles())
        .containsExactly(new BadFile("A/z.png", "a link to nothing"));
  }

  @Test
  void folderWithoutPictures_shouldBeAnError() {
    Map<String, byte[]> files = pictures("A/", 3);
    files.put("B/0.pgm", "P5 2 1 255".getBytes(StandardCharsets.US_ASCII));
    refused(files)
        .hasMessageContaining("the class folder B has no pictures among its files (B/0.pgm)");
  }

  @Test
  void classFolderWhosePicturesLieTooDeep_shouldSayWhereTheyAre() {
    Path set =
        TestData.folder(
            temp.resolve("deep"), Map.of("A/1.png", GOOD, "B/1/2/3/4/5/6/7/8/1.png", GOOD));
    assertThatThrownBy(() -> ImageSets.load(set))
        .hasMessageContaining(
            "the class folder B has no pictures, 1 of its folders lie deeper than 8 and are passed"
                + " over (the first: B/1/2/3/4/5/6/7)");
  }

  @Test
  void pictures_shouldBeKnownWhateverTheirNames() throws IOException {
    Map<String, byte[]> files = pictures("A/", 3);
    files.put("B/0.1", GOOD);
    files.put("B/x.dat", GOOD);
    assertThat(load(files).labels()).containsExactly(0, 0, 0, 1, 1);
    Path flat = TestData.folder(temp.resolve("flat"), Map.of("1.png", GOOD, "2.img", GOOD));
    assertThat(ImageSets.load(flat).count()).isEqualTo(2);
    Files.writeString(flat.resolve("labels.csv"), "1.png,A\n");
    Files.writeString(flat.resolve("1.svg"), "<svg/>");
    ImageSet beside = ImageSets.load(flat);
    assertThat(beside.count()).isEqualTo(2);
    assertThat(beside.notes())
        .contains("2 of its files are no pictures and are passed over (the first: 1.svg)");
  }

  @Test
  void hiddenPictures_shouldBeNamed() throws IOException {
    Map<String, byte[]> files = pictures("A/", 3);
    files.putAll(pictures(".B/", 2));
    files.put("A/.x.png", GOOD);
    Path tar = TestData.tar(temp.resolve("x.tar"), files);
    for (ImageSet set : List.of(load(files), ImageSets.load(tar))) {
      assertThat(set.count()).isEqualTo(3);
      assertThat(set.notes())
          .anyMatch(note -> note.startsWith("3 of its pictures are hidden by a dot before a name"));
    }
  }

  @Test
  void whatSystemsLeave_shouldBeNoClass() throws IOException {
    Map<String, byte[]> files = pictures("set/A/", 3);
    files.put("set/__MACOSX/A/._0.png", new byte[1]);
    files.put("set/System Volume Information/x", new byte[1]);
    Path data = TestData.folder(temp.resolve("data"), files);
    Files.createDirectory(data.resolve("set/lost+found"));
    for (Path path : List.of(data, TestData.zip(temp.resolve("x.zip"), files))) {
      ImageSet set = ImageSets.load(path);
      assertThat(set.classNames()).containsExactly("A");
      assertThat(set.notes()).noneMatch(note -> note.contains("hidden"));
    }
  }

  @Test
  void manyClasses_shouldBeTrainedWithoutAndSaid() {
    Map<String, byte[]> files = new HashMap<>();
    IntStream.range(0, 257).forEach(i -> files.putAll(pictures(i + "/", 1)));
    ImageSet set = load(files);
    assertThat(set.notes()).anyMatch(note -> note.startsWith("257 classes are more than the 256"));
    assertThat(Conditional.AUTO.on(set.classNames().size())).isEqualTo(Conditional.FALSE);
    assertThat(Conditional.AUTO.on(256)).isEqualTo(Conditional.TRUE);
  }

  @Test
  void foldersWithinClassFolders_shouldBeOfTheirClasses() throws IOException {
    Map<String, byte[]> files = pictures("tiny/train/n1/images/", 2);
    files.putAll(pictures("tiny/train/n2/images/", 1));
    files.putAll(pictures("tiny/val/images/", 1));
    files.putAll(pictures("tiny/test/images/", 1));
    files.put("tiny/train/n1/n1_boxes.txt", new byte[3]);
    Path data = TestData.folder(temp.resolve("tiny"), files);
    for (Path path : List.of(data, TestData.zip(temp.resolve("tiny.zip"), files))) {
      ImageSet set = ImageSets.load(path);
      assertThat(set.classNames()).containsExactly("n1", "n2");
      assertThat(set.labels()).containsExactly(0, 0, 1);
      assertThat(set.badFiles()).isEmpty();
      assertThat(set.notes())
          .contains("the pictures of each class lie in a folder images of their own");
    }
  }

  /** A white stripe at the left edge, which a crop would cut away. */
  @Test
  void testImages_shouldBeFittedAsTheTrainingImagesAre() {
    byte[] pixels = new byte[16 * 8];
    IntStream.range(0, pixels.length).filter(i -> i % 16 < 2).forEach(i -> pixels[i] = -1);
    byte[] wide = Pngs.image(16, 8, 8, Pngs.GREY, pixels);
    Path data =
        TestData.folder(temp.resolve("wide"), Map.of("train/a.png", wide, "test/b.png", wide));
    for (Fit fit : Fit.values()) {
      ImageSet train = ImageSets.load(data, new Wanted(8, fit, Colour.AUTO));
      assertThat(pixels(ImageSets.testImagesOf(train, fit).orElseThrow()))
          .as("%s", fit)
          .isEqualTo(pixels(train));
    }
    assertThat(ImageSets.load(data, new Wanted(8, Fit.CROP, Colour.AUTO)).images().image(0))
        .containsOnly(0);
  }

  /** Networks that follow the pictures need squares of 8 to 256. */
  @Test
  void picturesThatNoNetworksFollow_shouldBeBroughtToASize_whenNetworksFollow() {
    Wanted forNetworks = new Wanted(0, Fit.CROP, Colour.AUTO, true);
    Path oblong = TestData.folder(temp.resolve("oblong"), pictures("", 2));
    Path tiny = TestData.folder(temp.resolve("tiny"), idx("", labels(8, 1, 0, 1, 0, 1)));

    assertThat(ImageSets.load(oblong).images().shape()).hasToString("1x1x2");
    assertThat(ImageSets.load(tiny).images().shape()).hasToString("1x2x2");
    assertThat(ImageSets.load(oblong, forNetworks).images().shape()).hasToString("1x32x32");
    ImageSet brought = ImageSets.load(tiny, forNetworks);
    assertThat(brought.images().shape()).hasToString("1x32x32");
    assertThat(brought.notes()).contains("all images, 1x2x2, are brought to 1x32x32 (crop)");
  }

  @Test
  void picturesInTwoLayouts_shouldBeRefused() {
    Map<String, byte[]> files = pictures("", 3);
    files.putAll(pictures("A/", 9));
    files.putAll(pictures("B/", 9));
    refused(files).hasMessageContaining("holds 3 pictures outside of its class folders");
    Map<String, byte[]> deeper = pictures("A/", 30);
    deeper.putAll(pictures("B/deep/", 1));
    refused(deeper).hasMessageContaining("give one of the folders");
  }

  @Test
  void pictureBesideTheClassesOfAPart_shouldBeABadFile() {
    Map<String, byte[]> files = pictures("d/train/A/", 6);
    files.putAll(pictures("d/train/B/", 6));
    files.putAll(pictures("d/test/B/", 11));
    files.putAll(pictures("d/test/A/", 1));
    files.putAll(pictures("d/train/", 1));
    files.putAll(pictures("d/test/", 1));

    ImageSet set = load(files);

    assertThat(set.classNames()).containsExactly("A", "B");
    assertThat(set.labels()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    assertThat(set.badFiles())
        .containsExactly(new BadFile("d/train/0.png", "not in a class folder"));
    assertThat(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow().labels())
        .containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    files.putAll(pictures("d/train/", 3));
    refused(files).hasMessageContaining("holds 3 pictures outside of its class folders");
  }

  // Labels

  @Test
  void gapsInLabels_shouldBeNoClasses() {
    ImageSet set = load(idx("", labels(8, 1, 3, 9, 3, 9)));
    assertThat(set.classNames()).containsExactly("3", "9");
    assertThat(set.labels()).containsExactly(0, 1, 0, 1);
  }

  @Test
  void labelsOfEightColumns_shouldBeTheFirst() {
    ByteBuffer file = ByteBuffer.allocate(12 + 4 * 8 * 4).putInt(0xC02).putInt(4).putInt(8);
    IntStream.of(5, 6, 6, 5).forEach(n -> file.putInt(n).position(file.position() + 28));
    Map<String, byte[]> files = new HashMap<>();
    files.put("qmnist-test-images-idx3-ubyte", images());
    files.put("qmnist-test-labels-idx2-int", file.array());
    assertThat(load(files).classNames()).containsExactly("5", "6");
  }

  @Test
  void labelsThatAreNotUnderstood_shouldBeNamed() {
    refused(idx("", labels(13, 1, 0, 0, 0, 0)))
        .hasMessageContaining("train-labels-idx1-ubyte: begins with 0x00000d01");
    refused(idx("", labels(9, 1, 0, 255, 0, 0))).hasMessageContaining("label 1 is -1");
    byte[] oneHot = ByteBuffer.allocate(44).putInt(0x802).putInt(4).putInt(8).array();
    refused(idx("", oneHot)).hasMessageContaining("begins with 0x00000802, and 8 columns");
    refused(idx("", labels(8, 2, 0, 0, 0, 0)))
        .hasMessageContaining("no labels that are understood");
  }

  @Test
  void namesBesideLabels_shouldNameTheClasses() throws IOException {
    Path file = temp.resolve("s-images-idx3-ubyte.gz");
    IdxFiles.writeImages(file, Images.of(ImageShape.grey(2, 2), FOUR));
    IdxFile.writeLabelsBeside(file, bytes(0, 2, 2, 0), List.of("A", "B", "Ä"));
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("A", "Ä");
    assertThat(set.labels()).containsExactly(0, 1, 1, 0);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void labelsOfAFileOfAnotherName_shouldBeFoundBesideIt() throws IOException {
    Path file = temp.resolve("letters.gz");
    IdxFiles.writeImages(file, Images.of(ImageShape.grey(2, 2), FOUR));
    IdxFile.writeLabelsBeside(file, bytes(0, 1, 1, 0), List.of("A", "B"));
    assertThat(temp.resolve("letters-labels-idx1-ubyte.gz")).exists();
    assertThat(temp.resolve("letters-labels-idx1-ubyte.txt")).hasContent("A\nB");
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("A", "B");
    assertThat(set.labels()).containsExactly(0, 1, 1, 0);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void classesOfOneName_shouldStayTwoAndBeNumbers() throws IOException {
    Path file = temp.resolve("s.npz");
    try (NpzWriter npz = new NpzWriter(file)) {
      npz.writeTexts("class_names", List.of("A", "B", "A"));
      npz.begin("labels", NpyHeader.UINT8, 4);
      npz.write(bytes(0, 1, 2, 0));
      npz.begin("images", NpyHeader.UINT8, 4, 1, 1, 3);
      npz.write(bytes(7, 7, 7, 9, 9, 9, 0, 0, 0, 255, 0, 0));
      npz.finish();
    }
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("0", "1", "2");
    assertThat(set.labels()).containsExactly(0, 1, 2, 0);
    assertThat(set.notes())
        .contains(
            "the 3 names of classes are passed over: labels 0 and 2 are both \"A\", so classes are numbers");
  }

  @Test
  void namesOfLabels_shouldBeNoLabels() throws IOException {
    Path file = temp.resolve("s.npz");
    try (NpzWriter npz = new NpzWriter(file)) {
      npz.writeTexts("label_names", List.of("A", "B"));
      npz.begin("labels_coarse", NpyHeader.UINT8, 4);
      npz.write(new byte[4]);
      npz.begin("labels", NpyHeader.UINT8, 4);
      npz.write(bytes(1, 0, 0, 1));
      npz.begin("images", NpyHeader.UINT8, 4, 1, 1, 3);
      npz.write(bytes(7, 7, 7, 9, 9, 9, 0, 0, 0, 255, 0, 0));
      npz.finish();
    }
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("A", "B");
    assertThat(set.notes()).contains("1 of its arrays are not used (the first: labels_coarse.npy)");
  }

  @Test
  void arraysInColour_shouldBeLearnedInColour() throws IOException {
    byte[] planar = new byte[3 * 40 * 40];
    byte[] interleaved = new byte[planar.length];
    for (int i = 0; i < planar.length; i++) {
      planar[i] = (byte) (i / 7);
      interleaved[i % 1600 * 3 + i / 1600] = planar[i];
    }
    Path last = npy("last.npz", NpyHeader.UINT8, interleaved, 1, 40, 40, 3);
    Path first = npy("first.npz", NpyHeader.UINT8, planar, 1, 3, 40, 40);
    for (Path file : List.of(last, first)) {
      ImageSet set = ImageSets.load(file);
      assertThat(set.images().shape()).isEqualTo(new ImageShape(3, 40, 40));
      assertThat(pixels(set)).isEqualTo(planar);
      assertThat(set.notes()).isEmpty();
    }
    ImageSet grey = ImageSets.load(last, new Wanted(8, Fit.CROP, Colour.GREY));
    assertThat(grey.images().shape()).isEqualTo(ImageShape.grey(8, 8));
    assertThat(grey.notes())
        .containsExactly(
            "1 pictures in colour are turned grey",
            "all images, 3x40x40, are brought to 1x8x8 (crop)");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1, 0 128 255, '-1.0 to 1.0, are taken for pixels of -1 to 1'",
    "0, 0.5, 1, 0 128 255, '0.0 to 1.0, are taken for pixels of 0 to 1'",
    "0, 7.4, 255, 0 7 255, '0.0 to 255.0, are taken for pixels of 0 to 255'"
  })
  void floats_shouldBePixelsOfTheRangeThatHoldsThem(
      float a, float b, float c, String expected, String note) throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(a).putFloat(b).putFloat(c);
    ImageSet set = ImageSets.load(npy("f.npz", NpyHeader.FLOAT32, floats.array(), 1, 1, 3));
    int[] all = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(pixels(set)).isEqualTo(bytes(all));
    assertThat(set.notes()).containsExactly("its numbers, " + note);
  }

  @Test
  void floatsOfNoRange_shouldBeRefused() throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Path mixed =
        npy("m.npz", NpyHeader.FLOAT32, floats.putFloat(-1).putFloat(200).array(), 1, 1, 2);
    assertThatThrownBy(() -> ImageSets.load(mixed))
        .hasMessageEndingWith("pixels are -1.0 to 200.0; legal are -1 to 1, 0 to 1 or 0 to 255");
    Path none = npy("n.npz", NpyHeader.FLOAT32, floats.putFloat(4, Float.NaN).array(), 1, 1, 2);
    assertThatThrownBy(() -> ImageSets.load(none))
        .hasMessageEndingWith("pixel 1 is NaN; legal are -1 to 1, 0 to 1 or 0 to 255");
  }

  private Path npy(String name, String type, byte[] data, long... shape) throws IOException {
    Path file = temp.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.putArchiveEntry(new ZipArchiveEntry("images.npy"));
      zip.write(new NpyHeader(type, true, shape).bytes());
      zip.write(data);
      zip.closeArchiveEntry();
    }
    return file;
  }

  @Test
  void severalArraysOfLabels_shouldBeRefused() throws IOException {
    Path file = temp.resolve("s.npz");
    try (NpzWriter npz = new NpzWriter(file)) {
      npz.begin("images", NpyHeader.UINT8, 4, 2, 2);
      npz.write(FOUR);
      npz.begin("coarse_labels", NpyHeader.UINT8, 4);
      npz.write(new byte[4]);
      npz.begin("fine_labels", NpyHeader.UINT8, 4);
      npz.write(new byte[4]);
      npz.finish();
    }
    assertThatThrownBy(() -> ImageSets.load(file))
        .hasMessage(file + ": holds several arrays of labels: coarse_labels.npy, fine_labels.npy");
  }

  @Test
  void labelsInANeighbouringFile_shouldBeNamedAndNoSet() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("X_train.npy", npy(FOUR, 4, 2, 2));
    files.put("y_train.npy", npy(new byte[4], 4));
    assertThat(load(files).notes())
        .containsExactly("1 files are named labels: passed over (the first: y_train.npy)");
    assertThat(ImageSets.load(temp.resolve("data/X_train.npy")).notes())
        .containsExactly(temp.resolve("data/y_train.npy") + " is named labels, and is passed over");
    Map<String, byte[]> idx = idx("", images());
    idx.remove("train-labels-idx1-ubyte");
    idx.putAll(text("labels.csv", "1\n2\n1\n2\n"));
    idx.putAll(text("train-labels.txt", "1\n2\n1\n2\n"));
    Path data = TestData.folder(temp.resolve("idx"), idx);
    assertThat(ImageSets.load(data).notes())
        .containsExactly(
            data.resolve("labels.csv") + " is named labels, and is passed over",
            data.resolve("train-labels.txt") + " is named labels, and is passed over");
  }

  private static byte[] npy(byte[] data, long... shape) {
    byte[] head = new NpyHeader(NpyHeader.UINT8, true, shape).bytes();
    return ByteBuffer.allocate(head.length + data.length).put(head).put(data).array();
  }

  @Test
  void setsBesideIdxFiles_shouldBeNamed() {
    Map<String, byte[]> files = idx("", labels(8, 1, 1, 2, 1, 2));
    files.putAll(text("letters.csv", "1,0,1,2,9\n2,0,1,2,255\n"));
    files.putAll(idx("fashion/", labels(8, 1, 1, 2, 1, 2)));
    assertThat(load(files).notes())
        .containsExactly("2 other sets beside the IDX files: passed over (the first: letters.csv)");
  }

  @Test
  void valuesOfAnotherRange_shouldBeSaid() {
    Map<String, byte[]> files = text("binary.csv", "label,a,b,c,d\n1,0,1,1,1\n");
    assertThat(load(files).notes())
        .containsExactly("the brightest pixel is 1 of 255, and is taken as that");
    Map<String, byte[]> picture = Map.of("A/1.png", Pngs.plain(2, 1, 16));
    assertThat(ImageSets.load(TestData.folder(temp.resolve("dark"), picture)).notes())
        .contains("the brightest pixel is 16 of 255, and is taken as that");
  }

  @Test
  void packedFileInAFolder_shouldBeNamed() {
    refused(Map.of("x.tar.xz", bytes(0xfd, '7', 'z', 'X', 'Z', 0)))
        .hasMessageContaining("1 of its files are passed over: packed with xz, which is not read");
    Map<String, byte[]> idx = idx("", bytes(0xfd, '7', 'z', 'X', 'Z', 0));
    refused(idx)
        .hasMessageContaining("train-labels-idx1-ubyte: cannot be read: packed with xz, which is");
  }

  @Test
  void labelsOfOthers_shouldNotBeReplaced() throws IOException {
    Path labels = Files.writeString(temp.resolve("s-labels"), "mine");
    Path images = temp.resolve("s-images");
    assertThatThrownBy(() -> IdxFile.requireLabelsMayBeWritten(images, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(labels + " is there and belongs to other images");
    Files.createFile(images);
    IdxFile.requireLabelsMayBeWritten(images, true);
    assertThatThrownBy(() -> IdxFile.requireLabelsMayBeWritten(images, false))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void classNamesOfOurSamples_shouldNameTheClasses() throws IOException {
    Path file = temp.resolve("s.npz");
    try (NpzWriter npz = new NpzWriter(file)) {
      npz.begin("images", NpyHeader.UINT8, 4, 2, 2);
      npz.write(FOUR);
      npz.begin("labels", NpyHeader.UINT8, 4);
      npz.write(bytes(2, 0, 0, 2));
      npz.writeTexts("class_names", List.of("A", "B", "Zürich"));
      npz.finish();
    }
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("A", "Zürich");
    assertThat(set.labels()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void namesThatDoNotFit_shouldBeSaid() {
    Map<String, byte[]> files = idx("", labels(8, 1, 1, 2, 2, 1));
    files.putAll(text("train-labels-idx1-ubyte.txt", "A\nB\n"));
    assertThat(load(files).classNames()).containsExactly("1", "2");
    assertThat(load(files).notes())
        .containsExactly(
            "the 2 names of classes are passed over: label 2 has none, so classes are numbers");
  }

  @Test
  void textOfLabels_shouldBeNamed() {
    Map<String, byte[]> files = new HashMap<>(Map.of("train-images-idx3-ubyte", images()));
    files.put("train-labels.tsv", GOOD);
    assertThat(load(files).notes())
        .singleElement()
        .asString()
        .endsWith("train-labels.tsv is not understood as labels and is passed over");
  }

  @Test
  void emnist_shouldBeUprightWithTheNamesOfItsMapping() {
    Map<String, byte[]> files = idx("emnist-byclass-", labels(8, 1, 10, 36, 0, 10));
    files.put(
        "emnist-byclass-mapping.txt", "0 48\n10 65\n36 97\n".getBytes(StandardCharsets.US_ASCII));
    ImageSet set = load(files);
    assertThat(set.classNames()).containsExactly("0", "A", "a");
    assertThat(pixels(set)).startsWith(0, 2, 1, 3, 4, 6, 5, 7);
  }

  @Test
  void mappingThatVanished_shouldBeNamedInWords() throws IOException {
    Path mapping = Files.createFile(temp.resolve("emnist-byclass-mapping.txt"));
    Folder listed = new Folder(temp, 1);
    Files.delete(mapping);

    assertThatThrownBy(() -> IdxReader.emnistNames(listed, "emnist-byclass-images"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(mapping + ": cannot be read: " + mapping + " does not exist");
  }

  @Test
  void severalFilesOfLabels_shouldBeRefusedUnlessOneHasTheExactName() {
    Map<String, byte[]> files = idx("", labels(8, 1, 1, 2, 1, 2));
    files.put("train-labels-coarse-idx1-ubyte", labels(8, 1, 0, 0, 1, 1));
    assertThat(load(files).classNames()).containsExactly("1", "2");
    assertThat(load(files).notes())
        .anyMatch(note -> note.endsWith("passed over: the labels are train-labels-idx1-ubyte"));
    files.put("train-labels-fine-idx1-ubyte", files.remove("train-labels-idx1-ubyte"));
    refused(files).hasMessageContaining("leave one of them");
  }

  @Test
  void fileThatDiffersFromItsPackedOne_shouldBeRefused() throws IOException {
    Map<String, byte[]> files = idx("", labels(8, 1, 1, 2, 1, 2));
    files.put("train-labels-idx1-ubyte.gz", gzip(labels(8, 1, 1, 2, 1, 2)));
    files.put("train-images-idx3-ubyte.gz", gzip(images()));
    assertThat(load(files).notes()).isEmpty();
    files.put("train-labels-idx1-ubyte.gz", gzip(labels(8, 1, 2, 1, 1, 2)));
    refused(files).hasMessageContaining("should be one file, packed and unpacked: their contents");
    files.put("train-labels-idx1-ubyte.gz", gzip(labels(8, 1, 1, 2, 1, 2)));
    files.put("train-images-idx3-ubyte.gz", gzip(labels(8, 3, 1, 2, 1, 2)));
    refused(files).hasMessageContaining("their contents differ; take one away");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void severalSets_shouldBeRefusedWithTheChoices() {
    Map<String, byte[]> files = idx("emnist-digits-", labels(8, 1, 0, 1, 2, 3));
    files.putAll(idx("emnist-letters-", labels(8, 1, 0, 1, 2, 3)));
    refused(files)
        .hasMessageContaining(
            "holds 2 sets of images; give one of them: emnist-digits-train-images")
        .hasMessageContaining("emnist-letters-train-images");
  }

  @Test
  void nameThatHoldsTheWordTest_shouldBeNoTestSet() {
    ImageSet set = load(Map.of("latest-images-idx3", images()));
    assertThat(set.count()).isEqualTo(4);
    assertThat(set.notes()).isEmpty();
    assertThat(ImageSets.testImagesOf(set, Fit.CROP)).isEmpty();
  }

  // Archives

  @Test
  void linksInATar_shouldHaveTheirBytesAndTheRestBeNamed() throws IOException {
    Path file = temp.resolve("x.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 30; i++) {
        entry(tar, new TarArchiveEntry("s/A/" + i + ".png"), Pngs.plain(2, 1, 1));
      }
      entry(tar, new TarArchiveEntry("s/B/b.png"), Pngs.plain(2, 1, 2));
      link(tar, "s/B/hard.png", TarConstants.LF_LINK, "s/B/b.png");
      link(tar, "s/B/soft.png", TarConstants.LF_SYMLINK, "../A/0.png");
      link(tar, "s/C", TarConstants.LF_SYMLINK, "B");
      link(tar, "s/A/dead.png", TarConstants.LF_LINK, "s/none.png");
      link(tar, "s/A/device.png", TarConstants.LF_CHR, "");
      entry(tar, new TarArchiveEntry("../A/evil.png"), GOOD);
    }
    ImageSet set = ImageSets.load(file);
    assertThat(pixels(set)).endsWith(2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 1, 1);
    assertThat(set.classNames()).containsExactly("A", "B", "C");
    assertThat(set.badFiles())
        .containsExactly(
            new BadFile("A/dead.png", "a link to s/none.png, which is not in the archive"));
    assertThat(set.notes())
        .anyMatch(note -> note.startsWith("1 of its entries are no files (devices, pipes)"))
        .anyMatch(note -> note.endsWith("are passed over (the first: ../A/evil.png)"));
  }

  @Test
  void storedEntriesWithTheirSizeBehind_shouldBeRead() throws IOException {
    Path file = temp.resolve("x.zip");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("A/1.png");
      zip.putArchiveEntry(entry);
      zip.write(GOOD);
      zip.closeArchiveEntry();
    }
    Files.write(file, bytes.toByteArray());
    assertThat(pixels(ImageSets.load(file))).containsExactly(7, 7);
  }

  @Test
  void idxInArchives_shouldBeRead() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    idx("raw/", labels(8, 1, 1, 2, 1, 2)).forEach(files::put);
    for (String name : List.of("images-idx3", "labels-idx1")) {
      files.put("raw/t10k-" + name + "-ubyte", files.get("raw/train-" + name + "-ubyte"));
    }
    for (Path archive :
        List.of(
            TestData.tar(temp.resolve("m.tar.gz"), files),
            TestData.zip(temp.resolve("m.zip"), files))) {
      ImageSet set = ImageSets.load(archive);
      assertThat(set.classNames()).containsExactly("1", "2");
      assertThat(set.origin()).isEqualTo(archive.toString());
      assertThat(pixels(set)).isEqualTo(FOUR);
      ImageSet test = ImageSets.testImagesOf(set, Fit.CROP).orElseThrow();
      assertThat(test.labels()).containsExactly(0, 1, 0, 1);
    }
  }

  @Test
  void idxFileThatIsHidden_shouldBeRead_whenItIsGiven() throws IOException {
    byte[] images = idx("", labels(8, 1, 1, 2, 1, 2)).get("train-images-idx3-ubyte");
    assertThat(ImageSets.load(Files.write(temp.resolve(".hidden"), images)).count()).isEqualTo(4);
  }

  /** A file may be written anew while a training reads it. */
  @Test
  void largeIdxFile_shouldStayAsItWasRead() throws IOException {
    Path file = temp.resolve("images-idx3-ubyte");
    ImageShape shape = ImageShape.grey(1024, 1024);
    IdxFiles.writeImages(file, Images.of(shape, new byte[9 << 20]));
    ImageSet set = ImageSets.load(file);

    Files.write(file, new byte[100]);

    assertThat(set.images().image(8)).containsOnly(0);
    assertThat(temp).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void nestedSets_shouldBeFoundOrRefusedWithTheChoices() {
    assertThat(load(idx("MNIST/raw/", labels(8, 1, 1, 2, 1, 2))).count()).isEqualTo(4);
    Map<String, byte[]> two = idx("MNIST/raw/", labels(8, 1, 1, 2, 1, 2));
    two.putAll(idx("FashionMNIST/raw/", labels(8, 1, 1, 2, 1, 2)));
    refused(two)
        .hasMessageContaining("FashionMNIST/raw/train-images-idx3-ubyte, MNIST/raw/train-images");
  }

  // Texts

  @Test
  void csvWithoutNames_shouldHaveItsLabelFirst() {
    String lines = "7,0,1,2,3\n9,4,5,6,255\n";
    ImageSet set = load(Map.of("mnist_train.csv", lines.getBytes(StandardCharsets.US_ASCII)));
    assertThat(set.classNames()).containsExactly("7", "9");
    assertThat(pixels(set)).containsExactly(0, 1, 2, 3, 4, 5, 6, 255);
    assertThat(ImageSets.testImagesOf(set, Fit.CROP)).isEmpty();
  }

  @Test
  void csvOfKaggle_shouldHaveItsTestImages() {
    Map<String, byte[]> files = new HashMap<>();
    files.put(
        "train.csv", "label,p0,p1,p2,p3\r\n1,0,1,2,3\r\n".getBytes(StandardCharsets.US_ASCII));
    files.put("test.csv", "p0,p1,p2,p3\r\n8,8,8,8\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    files.put("sample_submission.csv", "ImageId,Label\n1,0\n".getBytes(StandardCharsets.US_ASCII));
    ImageSet set = load(files);
    assertThat(pixels(set)).containsExactly(0, 1, 2, 3);
    assertThat(pixels(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow()))
        .containsExactly(8, 8, 8, 8);
  }

  @Test
  void brokenLines_shouldBeNamed() throws IOException {
    for (String[] broken :
        new String[][] {
          {"1,0,1,2,3\n1,0,1,2\n", "line 2 has 4 columns, line 1 has 5"},
          {"1,0,1,2,3\n1,0,1,2,256\n", "line 2, column 5: given \"256\", legal are whole numbers"},
          {"label,a,b,c,d\n1,0,1,0.5,3\n", "line 2, column 4: given \"0.5\""},
          {"label,a,b,c\n1,0,1,0\n", "line 1 has 4 columns with names, 3 of them pixels"},
          {"label,a,b,c,d\n", "has names and no images"},
        }) {
      Path file = Files.writeString(temp.resolve("x.csv"), broken[0]);
      assertThatThrownBy(() -> ImageSets.load(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining(broken[1]);
    }
  }

  @Test
  void labelAtTheEndOfUnnamedLines_shouldBeToldByItsValues() {
    ImageSet set = load(text("optdigits.tra", "0,9,0,99,1\n200,9,0,99,2\n31,9,0,99,1\n"));
    assertThat(set.classNames()).containsExactly("1", "2");
    assertThat(pixels(set)).startsWith(0, 9, 0, 99);
    assertThat(set.notes()).contains("no column is named: column 5 of 5 is taken for the label");
    refused(text("x.csv", "1,9,0,99,1\n2,9,0,99,0\n"))
        .hasMessageContaining("the first or the last of its 5 columns may be the label");
  }

  @Test
  void columnsNamedByNumbers_shouldBeNoPicture() {
    ImageSet set = load(text("pandas.csv", "0;1;2;3\n255;1;4;9\n"));
    assertThat(pixels(set)).containsExactly(255, 1, 4, 9);
  }

  @Test
  void columnsThatAreNotUnderstood_shouldBeNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("x.csv"), "A,0,1,2,2\n");
    assertThatThrownBy(() -> ImageSets.load(file))
        .hasMessageContaining("line 1, column 1: given \"A\", legal are whole numbers");
    Files.writeString(file, "digit,p0,p1,p2,p3\n1,0,1,2,3\n");
    assertThatThrownBy(() -> ImageSets.load(file)).hasMessageContaining("given [digit]");
    Files.writeString(file, "label,p0,p1,p2,p3\nA,0,1,2,3\n");
    assertThatThrownBy(() -> ImageSets.load(file)).hasMessageContaining("given \"A\" as label");
  }

  @Test
  void emnistAsText_shouldHaveTheNamesOfItsMapping() {
    Map<String, byte[]> files = text("EMNIST_letters-train.csv", "1,0,1,2,9\n2,0,1,2,255\n");
    assertThat(load(files).classNames()).containsExactly("A", "B");
    files.putAll(text("EMNIST_letters-mapping.txt", "1 90\n2 88\n"));
    assertThat(load(files).classNames()).containsExactly("Z", "X");
  }

  @Test
  void otherPackings_shouldBeNamed() throws IOException {
    Path file = Files.write(temp.resolve("x.tar.xz"), bytes(0xfd, '7', 'z', 'X', 'Z', 0));
    assertThatThrownBy(() -> ImageSets.load(file))
        .hasMessage(
            file + ": cannot be read: packed with xz, which is not read (legal: gzip, bzip2, zip)");
  }

  private static Map<String, byte[]> text(String name, String lines) {
    return new HashMap<>(Map.of(name, lines.getBytes(StandardCharsets.US_ASCII)));
  }

  private ImageSet load(Map<String, byte[]> files) {
    return ImageSets.load(TestData.folder(temp.resolve("data"), files));
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(Map<String, byte[]> files) {
    Path data = TestData.folder(temp.resolve("refused" + files.hashCode()), files);
    return assertThatThrownBy(() -> ImageSets.load(data)).isInstanceOf(InvalidInputException.class);
  }

  private static byte[] pixels(ImageSet set) {
    return set.images().toArray();
  }

  private static Map<String, byte[]> pictures(String folder, int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> folder + i + ".png", i -> GOOD, (a, b) -> a, HashMap::new));
  }

  private static Map<String, byte[]> idx(String start, byte[] labels) {
    Map<String, byte[]> files = new HashMap<>();
    files.put(start + "train-images-idx3-ubyte", images());
    files.put(start + "train-labels-idx1-ubyte", labels);
    return files;
  }

  private static byte[] images() {
    ByteBuffer file = ByteBuffer.allocate(32).putInt(0x803).putInt(4).putInt(2).putInt(2);
    return file.put(FOUR).array();
  }

  private static byte[] labels(int type, int rank, int... labels) {
    ByteBuffer file = ByteBuffer.allocate(12 + 8 * labels.length).putInt(type << 8 | rank);
    file.putInt(labels.length);
    if (rank == 2) {
      file.putInt(2);
    }
    IntStream.of(labels).forEach(label -> file.put((byte) label));
    return Arrays.copyOf(file.array(), file.position() + (rank - 1) * labels.length);
  }

  private static void entry(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, byte type, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(target);
    entry(tar, entry, new byte[0]);
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(13, 11, type);
    for (int i = 0; i < 13 * 11; i++) {
      for (int band = 0; band < image.getRaster().getNumBands(); band++) {
        image.getRaster().setSample(i % 13, i / 13, band, (i * 7919 + band * 104_729) % 256);
      }
    }
    return image;
  }

  private static byte[] file(String format, BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
