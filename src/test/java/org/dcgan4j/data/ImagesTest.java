package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final ImageShape RGB = new ImageShape(3, 1, 2);
  private static final byte[] TWO = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @Test
  void shape_shouldBeWrittenAsANetworksShapeIs() {
    assertThat(ImageShape.grey(28, 28)).hasToString("1x28x28");
    assertThat(RGB.pixels()).isEqualTo(6);
  }

  @Test
  void shape_shouldBeOfGreyOrColour() {
    assertThatThrownBy(() -> new ImageShape(2, 1, 1)).hasMessageContaining("2x1x1");
    assertThatThrownBy(() -> new ImageShape(1, 0, 1)).hasMessageContaining("1x0x1");
  }

  @Test
  void pixels_shouldBeWholePictures() {
    assertThatThrownBy(() -> Images.of(RGB, new byte[7])).hasMessageContaining("3x1x2");
  }

  @Test
  void image_shouldBeOneOfThem() {
    Images images = Images.of(RGB, TWO);

    assertThat(images.count()).isEqualTo(2);
    assertThat(images.image(1)).containsExactly(7, 8, 9, 10, 11, 12);
    assertThatThrownBy(() -> images.image(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void selection_shouldBeInItsOwnOrder() {
    Images chosen = Images.of(RGB, TWO).select(1, 0, 1);

    assertThat(chosen.select(2, 1).toArray()).startsWith(7, 8).endsWith(5, 6);
    assertThat(written(chosen.range(1, 3))).startsWith(1, 2).endsWith(11, 12).hasSize(12);
  }

  @Test
  void range_shouldEndAtTheLast() {
    Images images = Images.of(RGB, TWO);

    assertThat(written(images.range(0, 1))).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(images.range(1, 1).count()).isZero();
    assertThat(written(images.range(0, 0))).isEmpty();
    assertThatThrownBy(() -> images.range(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void colours_shouldBeLastForNumPy() {
    Images images = Images.of(RGB, TWO);

    assertThat(images.channelsLast()).containsExactly(1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12);
    assertThat(RGB.channelsLast(2)).containsExactly(2, 1, 2, 3);
    assertThat(ImageShape.grey(1, 2).channelsLast(6)).containsExactly(6, 1, 2);
  }

  @Test
  void mappedFile_shouldHoldTheSamePictures(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pixels");
    Files.write(file, new byte[5]);
    Files.write(file, TWO, java.nio.file.StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(file)) {
      Images images = Images.map(RGB, 2, channel, 5);

      assertThat(images.toArray()).isEqualTo(TWO);
      assertThat(written(images)).isEqualTo(TWO);
    }
  }

  private static byte[] written(Images images) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    images.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
