package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
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
