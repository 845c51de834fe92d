package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.Charts.PictureException;

/**
 * Lays images into rows and columns with thin lines between them.
 *
 * @param shape of one image
 * @param rows at least 1
 * @param columns at least 1
 * @param zoom how many pixels wide and high one pixel of an image becomes, at least 1
 * @param captions one text for each row, drawn left of it; empty for none
 */
public record ImageGrid(ImageShape shape, int rows, int columns, int zoom, List<String> captions) {

  /** The largest picture, in pixels; as much memory in bytes. */
  public static final int MAX_PIXELS = 1 << 26;

  /** Large enough for the eye: what small images are enlarged to, in pixels. */
  public static final int SEEN = 64;

  private static final int LINE = 2;
  static final byte LINE_GREY = 72;

  public ImageGrid {
    captions = List.copyOf(captions);
    if (rows < 1 || columns < 1 || zoom < 1) {
      throw InvalidInputException.of(
          "a grid of %d x %d images, zoom %d: each must be at least 1", rows, columns, zoom);
    }
    if (!captions.isEmpty() && captions.size() != rows) {
      throw new InvalidInputException(captions.size() + " captions for " + rows + " rows");
    }
    double height = extent(rows, (double) shape.height() * zoom);
    double width = extent(columns, (double) shape.width() * zoom);
    double pixels = height * width * shape.channels();
    if (pixels > MAX_PIXELS) {
      throw InvalidInputException.of(
          "a grid of %d x %d images of %s, zoom %d, has %.0f pixels; at most %d are legal",
          rows, columns, shape, zoom, pixels, MAX_PIXELS);
    }
  }

  /** A grid at its images' own size, without captions. */
  public static ImageGrid of(ImageShape shape, int rows, int columns) {
    return new ImageGrid(shape, rows, columns, 1, List.of());
  }

  /** The grid nearest to a square that holds {@code count} images. */
  public static ImageGrid holding(int count, ImageShape shape) {
    int columns = Math.max(1, (int) Math.ceil(Math.sqrt(count)));
    return of(shape, Math.max(1, (count + columns - 1) / columns), columns);
  }

  public ImageGrid withZoom(int zoom) {
    return new ImageGrid(shape, rows, columns, zoom, captions);
  }

  /** Makes images that are smaller than this as large, as far as whole pixels go. */
  public ImageGrid enlargedTo(int pixels) {
    return withZoom(Math.max(1, pixels / Math.max(shape.height(), shape.width())));
  }

  public ImageGrid withCaptions(List<String> captions) {
    return new ImageGrid(shape, rows, columns, zoom, captions);
  }

  /**
   * Draws the images row by row, as {@link BufferedImage#TYPE_BYTE_GRAY} or {@link
   * BufferedImage#TYPE_3BYTE_BGR}.
   *
   * @param images at most rows * columns; places without an image stay empty
   * @throws InvalidInputException when they are too many, or of another shape
   * @throws PictureException when there are captions and this Java cannot draw text
   */
  public BufferedImage draw(Images images) {
    if (!images.shape().equals(shape) || images.count() > rows * columns) {
      throw InvalidInputException.of(
          "%d images of %s do not go into a grid of %d x %d images of %s",
          images.count(), images.shape(), rows, columns, shape);
    }
    PictureFont.Captions strip = PictureFont.Captions.of(captions, shape.height() * zoom);
    BufferedImage canvas =
        new BufferedImage(
            strip.width() + (int) extent(columns, shape.width() * zoom),
            (int) extent(rows, shape.height() * zoom),
            PictureFile.typeFor(shape));
    Arrays.fill(PictureFile.pixels(canvas), LINE_GREY);
    for (int i = 0; i < images.count(); i++) {
      PictureFile.paint(images.image(i), shape, canvas, strip.width() + left(i), top(i), zoom);
    }
    strip.paint(canvas, row -> top(row * columns));
    String layout = shape + " in %d x %d, zoom %d, left %d";
    return PictureFile.withComment(canvas, Text.format(layout, rows, columns, zoom, strip.width()));
  }

  /** Reads back what {@link #draw} drew, right of a margin; empty where it is of another layout. */
  Optional<Images> images(BufferedImage picture, int margin) {
    if (picture.getWidth() != margin + (int) extent(columns, shape.width() * zoom)
        || picture.getHeight() != (int) extent(rows, shape.height() * zoom)
        || picture.getType() != PictureFile.typeFor(shape)) {
      return Optional.empty();
    }
    byte[] from = PictureFile.pixels(picture);
    byte[] pixels = new byte[rows * columns * shape.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / shape.pixels();
      int y = top(image) + i / shape.width() % shape.height() * zoom;
      int x = margin + left(image) + i % shape.width() * zoom;
      int blueFirst = shape.channels() - 1 - i % shape.pixels() / shape.area();
      pixels[i] = from[(y * picture.getWidth() + x) * shape.channels() + blueFirst];
    }
    return Optional.of(Images.of(shape, pixels));
  }

  /** Draws as {@link #draw} does and writes a PNG, whole or not at all. */
  public void write(Images images, Path png) throws IOException {
    PictureFile.write(draw(images), png);
  }

  private int left(int image) {
    return LINE + image % columns * (shape.width() * zoom + LINE);
  }

  private int top(int image) {
    return LINE + image / columns * (shape.height() * zoom + LINE);
  }

  private static double extent(int images, double size) {
    return LINE + images * (size + LINE);
  }
}
