package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DataConfig.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {
  private static final byte[] NAMES = "plane\ncar\n\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path temp;

  @Test
  void binaryFiles_shouldBeOneSetInColourWithTheNamesOfTheirClasses() {
    Path folder =
        TestData.folder(
            temp.resolve("cifar"),
            Map.of(
                "a/data_batch_2.bin", records(1, 1),
                "a/data_batch_1.bin", records(1, 0, 1),
                "a/test_batch.bin", records(1, 1),
                "a/batches.meta.txt", NAMES));

    ImageSet set = ImageSets.load(folder);

    assertThat(set.images().shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(set.labels()).containsExactly(0, 1, 1);
    assertThat(set.classNames()).containsExactly("plane", "car");
    assertThat(set.images().image(1)).containsOnly(1, 2);
    assertThat(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void filesOf100_shouldHaveTheirFineLabels() throws java.io.IOException {
    Path tar = TestData.tar(temp.resolve("c.tar"), Map.of("c/train.bin", records(2, 7, 3)));

    ImageSet set = ImageSets.load(tar);

    assertThat(set.classNames()).containsExactly("3", "7");
    assertThat(set.notes())
        .contains(
            "of its two labels the fine one is taken", "no fine_label_names.txt names the classes");
  }

  @Test
  void filesOfSeveralSets_shouldBeRefused() {
    byte[] one = records(1, 1);
    refused(
        Map.of("c/data_batch_1.bin", one, "c (1)/data_batch_1.bin", one),
        "several sets of CIFAR (c (1)/data_batch_1.bin, c/data_batch_1.bin)");
    refused(Map.of("data_batch_1.bin", one, "train.bin", records(2, 1)), "several sets of CIFAR");
  }

  @Test
  void whatLiesBeside_shouldBeNamed() {
    Path folder =
        TestData.folder(
            temp.resolve("beside"),
            Map.of("data_batch_1.bin", records(1, 1, 0), "x/A/1.png", Pngs.plain(2, 2, 1)));
    assertThat(ImageSets.load(folder).notes())
        .contains("1 pictures beside CIFAR's files: passed over (the first: x/A/1.png)");
  }

  /** Everybody has files of these names. */
  @Test
  void filesNamedAsThoseOf100_shouldBeNoneBesidePictures() {
    Path folder =
        TestData.folder(
            temp.resolve("pictures"),
            Map.of(
                "A/1.png",
                Pngs.plain(2, 2, 1),
                "B/1.png",
                Pngs.plain(2, 2, 2),
                "train.bin",
                new byte[77],
                "test",
                new byte[] {(byte) 0x80, 4}));
    assertThat(ImageSets.load(folder).classNames()).containsExactly("A", "B");
  }

  @Test
  void testImages_shouldHaveTheSizeOfTheTrainingImages() {
    Path folder =
        TestData.folder(
            temp.resolve("sized"),
            Map.of("data_batch_1.bin", records(1, 1, 0), "test_batch.bin", records(1, 1)));
    ImageSet set = ImageSets.load(folder, new Wanted(16, Fit.CROP, Colour.AUTO));
    assertThat(ImageSets.testImagesOf(set, Fit.CROP).orElseThrow().images().shape())
        .isEqualTo(set.images().shape())
        .hasToString("3x16x16");
  }

  @Test
  void otherForms_shouldBeRefused() {
    refused(
        Map.of("data_batch_1.bin", new byte[3000]), "has 3000 bytes, legal is a multiple of 3073");
    byte[] pickle = {(byte) 0x80, 4, 0};
    refused(Map.of("data_batch_1", pickle, "batches.meta", pickle), "cifar-10-binary");
    refused(Map.of("p/train", pickle, "p/test", pickle, "p/meta", pickle), "cifar-100-binary");
  }

  private void refused(Map<String, byte[]> files, String why) {
    Path folder = TestData.folder(temp.resolve("refused" + files.hashCode()), files);
    assertThatThrownBy(() -> ImageSets.load(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }

  /** Every picture is of its label, with one pixel that is bluer. */
  private static byte[] records(int labels, int... classes) {
    int record = labels + 3072;
    byte[] file = new byte[classes.length * record];
    for (int i = 0; i < classes.length; i++) {
      Arrays.fill(file, i * record, (i + 1) * record, (byte) classes[i]);
      file[(i + 1) * record - 1]++;
    }
    return file;
  }
}
