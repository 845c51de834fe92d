package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  private static final byte[] PIXELS = {1, 2, 3, 4, 5, 6, 7, (byte) 200, 9, 10, 11, 12};

  @TempDir private Path folder;

  @Test
  void array_shouldBeReadAsImages() throws IOException {
    ImageSet images = ImageSets.load(npz("|u1", "(3, 2, 2)", PIXELS));

    assertThat(images.count()).isEqualTo(3);
    assertThat(images.images().shape()).isEqualTo(ImageShape.grey(2, 2));
    assertThat(images.images().toArray()).isEqualTo(PIXELS);
    assertThat(images.labelled()).isFalse();
  }

  @Test
  void imagesAmongOthers_shouldBeFoundByName() throws IOException {
    Path file =
        zip(
            Map.of(
                "labels.npy",
                npy("|u1", "(3,)", new byte[3]),
                "images.npy",
                npy("|u1", "(3, 2, 2)", PIXELS)));

    assertThat(ImageSets.load(file).images().toArray()).isEqualTo(PIXELS);
  }

  @Test
  void labels_shouldBeReadInAllWidthsThatNumPyWrites() throws IOException {
    byte[][] labels = {{7, 0, (byte) 200}, littleEndian(4), littleEndian(8)};
    String[] types = {"|u1", "<i4", "<i8"};
    for (int i = 0; i < types.length; i++) {
      ImageSet images = ImageSets.load(labelled(types[i], "(3,)", labels[i]));

      assertThat(images.labels()).as(types[i]).containsExactly(1, 0, 2);
      assertThat(images.classNames()).containsExactly("0", "7", "200");
    }
  }

  @Test
  void labelsThatAreNone_shouldBeRefusedInOneLine() throws IOException {
    String name = folder.resolve("x.npz") + "/labels.npy: ";
    String legal =
        "is not an array of integers (legal: |u1, <i4, <i8) [3], a label for each image: ";
    assertThatThrownBy(() -> ImageSets.load(labelled("<f4", "(3,)", new byte[12])))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(name + legal);
    assertThatThrownBy(() -> ImageSets.load(labelled("|u1", "(2,)", new byte[2])))
        .hasMessageStartingWith(name + legal);
    assertRefused(
        labelled("|u1", "(3,)", new byte[2]), name + "its header promises 3 bytes, it has 2");
    assertRefused(
        labelled("<i4", "(3,)", new byte[] {0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0}),
        name + "label 1 is -1; legal are 0 to 65535");
    byte[] largest = new byte[24];
    Arrays.fill(largest, 8, 16, (byte) -1);
    assertRefused(
        labelled("<u8", "(3,)", largest),
        name + "label 1 is 18446744073709551615; legal are 0 to 65535");
    assertRefused(
        labelled("<u4", "(3,)", Arrays.copyOfRange(largest, 4, 16)),
        name + "label 1 is 4294967295; legal are 0 to 65535");
  }

  @Test
  void severalOtherArrays_shouldBeRefused() throws IOException {
    byte[] array = npy("|u1", "(3, 2, 2)", PIXELS);
    Path file = zip(Map.of("a.npy", array, "b.npy", array));

    assertRefused(file, file + ": holds 2 arrays, none of them named images");
  }

  @Test
  void otherTypesAndShapes_shouldBeRefused() throws IOException {
    assertThatThrownBy(() -> ImageSets.load(npz("<c8", "(3, 2, 2)", PIXELS)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x.npz/images.npy: is not an array of uint8 [N, height, width]");
    assertThatThrownBy(() -> ImageSets.load(npz("|u1", "(12,)", PIXELS)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ImageSets.load(npz("|u1", "(999999999, 9999, 1)", PIXELS)))
        .hasMessageContaining("promises 999999999 images of 9999x1; legal are 1 or more");
  }

  @Test
  void lengthOtherThanPromised_shouldBeRefused() throws IOException {
    Path truncated = npz("|u1", "(4, 2, 2)", PIXELS);
    assertRefused(truncated, truncated + "/images.npy: its header promises 16 bytes, it has 12");
    Path longer = npz("|u1", "(2, 2, 2)", PIXELS);
    assertRefused(longer, longer + "/images.npy: its header promises 8 bytes, it has more");
  }

  @Test
  void brokenFiles_shouldBeRefusedInOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(npz("|u1", "(3, 2, 2)", PIXELS));
    for (int length = 0; length < whole.length; length += 7) {
      Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ImageSets.load(cut))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(cut.toString());
    }
    Path noArray = zip(Map.of("images.npy", "nonsense".getBytes(StandardCharsets.US_ASCII)));
    assertRefused(noArray, noArray + "/images.npy: bytes 0 to 5 are not those of a NumPy array");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ImageSets.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  private Path labelled(String type, String shape, byte[] labels) throws IOException {
    byte[] images = npy("|u1", "(3, 2, 2)", PIXELS);
    return zip(Map.of("labels.npy", npy(type, shape, labels), "images.npy", images));
  }

  private static byte[] littleEndian(int width) {
    byte[] bytes = new byte[3 * width];
    bytes[0] = 7;
    bytes[2 * width] = (byte) 200;
    return bytes;
  }

  private Path npz(String type, String shape, byte[] data) throws IOException {
    return zip(Map.of("images.npy", npy(type, shape, data)));
  }

  private Path zip(Map<String, byte[]> files) throws IOException {
    return TestData.zip(folder.resolve("x.npz"), files);
  }

  private static byte[] npy(String type, String shape, byte[] data) {
    String header =
        Text.format("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", type, shape);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.writeBytes(new byte[] {(byte) header.length(), 0});
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }
}
