package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.PictureFile.GridPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  private static final Images TWO =
      Images.of(ImageShape.grey(2, 3), new byte[] {1, 2, 3, 4, 5, 6, (byte) 250, 7, 8, 9, 10, 11});

  @TempDir Path folder;

  @Test
  void images_shouldComeBackFromAnyGridThatSaysHowItIsLaidOut() throws Exception {
    ImageShape shape = new ImageShape(3, 5, 4);
    byte[] pixels = new byte[6 * shape.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i);
    }
    ImageGrid plain = ImageGrid.of(shape, 2, 3).withZoom(3);
    for (ImageGrid grid : List.of(plain, plain.withCaptions(List.of("A", "B")))) {
      Path png = folder.resolve("grid.png");
      grid.write(Images.of(shape, pixels), png);

      GridPicture read = PictureFile.readGrid(png, null).orElseThrow();

      assertThat(read.grid()).isEqualTo(plain);
      assertThat(read.images().toArray()).isEqualTo(pixels);
    }
  }

  /** Older builds did not write the layout; their pictures are known by their size. */
  @Test
  void pictureThatSaysNothing_shouldBeReadWhereItsSizeIsThatOfTheOlderLayout() throws Exception {
    Path png = folder.resolve("older.png");
    ImageGrid grid = ImageGrid.of(TWO.shape(), 1, 2);
    ImageIO.write(grid.draw(TWO), "png", png.toFile());

    assertThat(PictureFile.readGrid(png, null)).isEmpty();
    assertThat(PictureFile.readGrid(png, ImageGrid.of(TWO.shape(), 2, 2))).isEmpty();
    assertThat(PictureFile.readGrid(png, grid).orElseThrow().images().toArray())
        .isEqualTo(TWO.toArray());
  }

  @Test
  void grid_shouldPlaceImagesRowByRowBetweenLines() {
    BufferedImage drawn = ImageGrid.of(ImageShape.grey(2, 3), 2, 1).draw(TWO);

    int line = ImageGrid.LINE_GREY;
    assertThat(rows(drawn))
        .isDeepEqualTo(
            new int[][] {
              row(line, 7),
              row(line, 7),
              new int[] {line, line, 1, 2, 3, line, line},
              new int[] {line, line, 4, 5, 6, line, line},
              row(line, 7),
              row(line, 7),
              new int[] {line, line, 250, 7, 8, line, line},
              new int[] {line, line, 9, 10, 11, line, line},
              row(line, 7),
              row(line, 7)
            });
  }

  @Test
  void colours_shouldBeDrawnAsTheyAre() throws Exception {
    ImageShape shape = new ImageShape(3, 1, 2);
    Images images = Images.of(shape, new byte[] {10, 20, 30, 40, 50, 60});
    Path png = folder.resolve("rgb.png");

    ImageGrid.of(shape, 1, 1).withZoom(2).write(images, png);

    BufferedImage drawn = ImageIO.read(png.toFile());
    assertThat(drawn.getRGB(2, 3)).isEqualTo(0xFF0A1E32);
    assertThat(drawn.getRGB(5, 2)).isEqualTo(0xFF14283C);
    assertThat(drawn.getRGB(6, 2)).isEqualTo(0xFF484848);
  }

  @Test
  void zoom_shouldRepeatPixels() {
    BufferedImage drawn = ImageGrid.of(ImageShape.grey(2, 3), 1, 2).withZoom(2).draw(TWO);

    int line = ImageGrid.LINE_GREY;
    int[] first = {line, line, 1, 1, 2, 2, 3, 3, line, line, 250, 250, 7, 7, 8, 8, line, line};
    assertThat(rows(drawn)[2]).containsExactly(first);
    assertThat(rows(drawn)[3]).containsExactly(first);
    assertThat(drawn.getHeight()).isEqualTo(8);
  }

  @Test
  void missingImages_shouldLeaveTheirPlaceEmpty() {
    ImageGrid grid = ImageGrid.holding(5, ImageShape.grey(2, 3));

    assertThat(grid.rows()).isEqualTo(2);
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(rows(grid.draw(TWO))[2])
        .endsWith(row(ImageGrid.LINE_GREY, 7))
        .startsWith(72, 72, 1, 2, 3, 72, 72, 250, 7, 8);
  }

  @Test
  void captions_shouldDrawLeftOfAnUnchangedGrid() {
    Images black = Images.of(ImageShape.grey(20, 20), new byte[2 * 20 * 20]);
    ImageGrid grid = ImageGrid.of(ImageShape.grey(20, 20), 2, 1);
    int[][] plain = rows(grid.draw(black));

    int[][] captioned = rows(grid.withCaptions(List.of("A", "Bold")).draw(black));

    int strip = captioned[0].length - plain[0].length;
    for (int y = 0; y < plain.length; y++) {
      assertThat(Arrays.copyOfRange(captioned[y], strip, captioned[y].length)).isEqualTo(plain[y]);
    }
    assertThat(ink(captioned, 0, 22, strip)).isPositive();
    assertThat(ink(captioned, 24, 44, strip)).isGreaterThan(ink(captioned, 0, 22, strip));
  }

  @Test
  void png_shouldHoldTheSameBytesAndLeaveNoOtherFile() throws Exception {
    Path png = folder.resolve("new/grid.png");
    ImageGrid grid = ImageGrid.of(ImageShape.grey(2, 3), 2, 1);

    grid.write(TWO, png);

    assertThat(rows(ImageIO.read(png.toFile()))).isDeepEqualTo(rows(grid.draw(TWO)));
    assertThat(png.getParent().toFile().list()).containsExactly("grid.png");
  }

  @Test
  void picturesBeyondTheLimit_shouldBeRefusedBeforeTheyTakeMemory() {
    assertThatThrownBy(() -> ImageGrid.of(ImageShape.grey(28, 28), 2_000_000_000, 2_000_000_000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 67108864");
  }

  @Test
  void pixelsThatDoNotFit_shouldBeRefused() {
    assertThatThrownBy(() -> ImageGrid.of(ImageShape.grey(2, 3), 1, 1).draw(TWO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ImageGrid.of(ImageShape.grey(3, 2), 2, 2).draw(TWO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ImageGrid.of(ImageShape.grey(2, 3), 2, 2).withCaptions(List.of("A")))
        .isInstanceOf(InvalidInputException.class);
  }

  private static int[][] rows(BufferedImage image) {
    int[][] rows = new int[image.getHeight()][];
    for (int y = 0; y < rows.length; y++) {
      rows[y] = image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
    }
    return rows;
  }

  private static int[] row(int grey, int length) {
    int[] row = new int[length];
    Arrays.fill(row, grey);
    return row;
  }

  private static long ink(int[][] rows, int from, int to, int width) {
    return Arrays.stream(rows, from, to)
        .flatMapToInt(row -> Arrays.stream(row, 0, width))
        .filter(grey -> grey > 128)
        .count();
  }
}
