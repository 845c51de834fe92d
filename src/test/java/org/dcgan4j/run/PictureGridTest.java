package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.ImageGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureGridTest {

  @ParameterizedTest
  @CsvSource({
    "1, 28, 0, 10, 10, 2",
    "1, 28, 10, 10, 10, 2",
    "1, 28, 40, 10, 40, 2",
    "1, 28, 41, 10, 10, 2",
    "3, 8, 0, 10, 10, 8",
    "3, 32, 10, 10, 10, 2",
    "3, 48, 0, 10, 10, 1",
    "3, 64, 0, 10, 10, 1",
    "3, 128, 0, 10, 10, 1",
    "3, 256, 0, 5, 5, 1",
    "3, 256, 10, 2, 10, 1",
    "3, 256, 40, 1, 40, 1"
  })
  void grid_shouldBeSeenAndNotTooLarge(
      int channels, int side, int classes, int rows, int columns, int zoom) {
    ImageShape shape = new ImageShape(channels, side, side);

    assertThat(Pictures.grid(shape, classes))
        .isEqualTo(ImageGrid.of(shape, rows, columns).withZoom(zoom));
  }

  @Test
  void oldGrid_shouldBeThatOfBuildsThatKnewGreyImagesAlone() {
    assertThat(Pictures.oldGrid(List.of(1, 28, 28), 26))
        .contains(ImageGrid.of(ImageShape.grey(28, 28), 10, 26).withZoom(2));
    assertThat(Pictures.oldGrid(List.of(3, 256, 256), 40)).isPresent();
    assertThat(Pictures.oldGrid(List.of(2), 0)).isEmpty();
  }
}
