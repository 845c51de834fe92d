package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  private static final byte[] PIXELS = {0, 1, 2, 3, 4, (byte) 255};

  @TempDir Path folder;

  @Test
  void images_should_survive_writing_and_reading_plain_and_packed() throws IOException {
    for (String name : new String[] {"a-idx3", "a-idx3.gz"}) {
      Path file = folder.resolve(name);
      IdxFiles.writeImages(file, Images.of(ImageShape.grey(1, 3), PIXELS));
      Images read = IdxFiles.readImages(file);
      assertThat(read.toArray()).isEqualTo(PIXELS);
      assertThat(read.count()).isEqualTo(2);
      assertThat(read.shape()).isEqualTo(ImageShape.grey(1, 3));
    }
    assertThat(folder.resolve("a-idx3")).hasSize(22);
    assertThat(folder.resolve("a-idx3.gz")).hasBinaryContent(gzip(bytes("a-idx3")));
  }

  @Test
  void contents_should_decide_about_gzip_not_the_name() throws IOException {
    Path file = write("images.gz", images(2, 1, 3, PIXELS));
    assertThat(IdxFiles.readImages(file).count()).isEqualTo(2);
  }

  @Test
  void labels_should_name_the_classes_that_occur() throws IOException {
    Path images = write("images-idx3", images(2, 1, 3, PIXELS));
    assertThat(ImageSets.load(images).labelled()).isFalse();
    write("labels-idx1.gz", gzip(labels(2, 3, 11)));
    ImageSet set = ImageSets.load(images);
    assertThat(set.label(1)).isEqualTo(1);
    assertThat(set.classNames()).containsExactly("3", "11");
  }

  @Test
  void wrong_magic_should_name_given_and_expected() throws IOException {
    expect(labels(6, 1, 2, 3, 4, 5, 6), "bytes 0 to 3 are 0x00000801, expected 0x00000803");
  }

  @Test
  void truncation_should_name_the_byte_plain_and_packed() throws IOException {
    byte[] file = images(2, 1, 3, PIXELS);
    expect(
        Arrays.copyOf(file, 20), "truncated at byte 20: expected 6 bytes of pixels from byte 16");
    expect(Arrays.copyOf(file, 10), "truncated at byte 10: expected 4 bytes of the height");
    expect(new byte[0], "truncated at byte 0: expected 4 bytes of the magic number");
    byte[] packed = gzip(file);
    expect(gzip(Arrays.copyOf(file, 20)), "truncated at unpacked byte 20");
    expect(Arrays.copyOf(packed, packed.length - 12), "truncated at unpacked byte");
  }

  @Test
  void damaged_gzip_should_be_bad_input() throws IOException {
    byte[] packed = gzip(images(2, 1, 3, PIXELS));
    packed[packed.length - 6] ^= 1;
    expect(packed, "unreadable after unpacked byte");
  }

  @Test
  void more_bytes_than_promised_should_be_refused() throws IOException {
    expect(Arrays.copyOf(images(2, 1, 3, PIXELS), 23), "goes on at byte 22");
  }

  @Test
  void absurd_headers_should_be_refused_without_allocation() throws IOException {
    expect(images(-1, 28, 28, PIXELS), "promise 4294967295 images of 28x28");
    expect(images(0, 28, 28, PIXELS), "promise 0 images of 28x28");
    expect(images(Integer.MAX_VALUE, 28, 28, PIXELS), "at most 1099511627776 pixels in all");
    expect(images(1, 4097, 1, PIXELS), "sides of 1 to 4096");
    // Legal in itself, but two gigabytes that are not there: the tests run with half of that.
    expect(images(2_000_000, 28, 28, PIXELS), "truncated at byte 22");
    expect(gzip(images(2_000_000, 28, 28, PIXELS)), "truncated at unpacked byte 22");
  }

  @Test
  void differing_counts_should_name_both_files() throws IOException {
    Path images = write("images-idx3", images(2, 1, 3, PIXELS));
    Path labels = write("labels-idx1", labels(3, 1, 2, 3));
    assertThatThrownBy(() -> ImageSets.load(images))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(labels + ": bytes 4 to 7 promise 3 labels, but " + images + " has 2 images");
  }

  @Test
  void manyImages_shouldBeReadTheSameFromAMappedFileAndFromGzip() throws IOException {
    byte[] pixels = new byte[11_000 * 28 * 28];
    new Random(1).nextBytes(pixels);
    Images images = Images.of(ImageShape.grey(28, 28), pixels);
    for (String name : new String[] {"many-idx3", "many-idx3.gz"}) {
      Path file = folder.resolve(name);
      IdxFiles.writeImages(file, images);

      Images read = IdxFiles.readImages(file);

      assertThat(read.count()).isEqualTo(11_000);
      assertThat(read.toArray()).as(name).isEqualTo(pixels);
      if (name.endsWith("idx3")) {
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> IdxFiles.readImages(file)).hasMessageContaining("goes on at byte");
      }
    }
  }

  @Test
  void writer_should_take_pieces_and_insist_on_all_pixels() throws IOException {
    Path file = folder.resolve("pieces");
    try (IdxFile.Writer writer = new IdxFile.Writer(file, 2, ImageShape.grey(1, 3))) {
      Images both = Images.of(ImageShape.grey(1, 3), PIXELS);
      writer.write(both.range(0, 1));
      writer.write(both.select(1));
      assertThatThrownBy(() -> writer.write(both)).hasMessageContaining("0 are missing");
    }
    assertThat(file).hasBinaryContent(images(2, 1, 3, PIXELS));
    assertThatThrownBy(new IdxFile.Writer(file, 2, ImageShape.grey(1, 3))::close)
        .isInstanceOf(IllegalStateException.class);
  }

  private void expect(byte[] file, String message) throws IOException {
    Path path = write("images", file);
    assertThatThrownBy(() -> IdxFiles.readImages(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private static byte[] images(int count, int height, int width, byte[] pixels) {
    ByteBuffer file = ByteBuffer.allocate(16 + pixels.length);
    return file.putInt(0x803).putInt(count).putInt(height).putInt(width).put(pixels).array();
  }

  private static byte[] labels(int count, int... labels) {
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(count);
    for (int label : labels) {
      file.put((byte) label);
    }
    return file.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
