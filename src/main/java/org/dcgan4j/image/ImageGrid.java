package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Lays grey images into rows and columns with thin lines between them.
 *
 * @param height of one image, in pixels
 * @param width of one image, in pixels
 * @param rows at least 1
 * @param columns at least 1
 * @param zoom how many pixels wide and high one pixel of an image becomes, at least 1
 * @param captions one text for each row, drawn left of it; empty for none
 */
public record ImageGrid(
    int height, int width, int rows, int columns, int zoom, List<String> captions) {

  /** The largest picture, in pixels; as much memory in bytes. */
  public static final int MAX_PIXELS = 1 << 26;

  static final int LINE = 2;
  static final byte LINE_GREY = 72;

  public ImageGrid {
    captions = List.copyOf(captions);
    if (height < 1 || width < 1 || rows < 1 || columns < 1 || zoom < 1) {
      throw new InvalidInputException(
          "a grid of %d x %d images of %d x %d pixels, zoom %d: each must be at least 1"
              .formatted(rows, columns, height, width, zoom));
    }
    if (!captions.isEmpty() && captions.size() != rows) {
      throw new InvalidInputException(captions.size() + " captions for " + rows + " rows");
    }
    double pixels = extent(rows, (double) height * zoom) * extent(columns, (double) width * zoom);
    if (pixels > MAX_PIXELS) {
      throw new InvalidInputException(
          "a grid of %d x %d images of %d x %d pixels, zoom %d, has %.0f pixels; at most %d are legal"
              .formatted(rows, columns, height, width, zoom, pixels, MAX_PIXELS));
    }
  }

  /** A grid at its images' own size, without captions. */
  public static ImageGrid of(int height, int width, int rows, int columns) {
    return new ImageGrid(height, width, rows, columns, 1, List.of());
  }

  /** The grid nearest to a square that holds {@code count} images. */
  public static ImageGrid holding(int count, int height, int width) {
    int columns = Math.max(1, (int) Math.ceil(Math.sqrt(count)));
    return of(height, width, Math.max(1, (count + columns - 1) / columns), columns);
  }

  public ImageGrid withZoom(int zoom) {
    return new ImageGrid(height, width, rows, columns, zoom, captions);
  }

  public ImageGrid withCaptions(List<String> captions) {
    return new ImageGrid(height, width, rows, columns, zoom, captions);
  }

  /**
   * Draws the images row by row, as {@link BufferedImage#TYPE_BYTE_GRAY}.
   *
   * @param pixels {@code [N, height * width]}, 0 black to 255 white, N at most rows * columns;
   *     places without an image stay empty
   * @throws InvalidInputException when the pixels are not so many whole images
   * @throws PictureException when there are captions and this Java cannot draw text
   */
  public BufferedImage draw(byte[] pixels) {
    int count = pixels.length / (height * width);
    if (pixels.length != count * height * width || count > rows * columns) {
      throw new InvalidInputException(
          "%d pixels for a grid of %d x %d images of %d x %d pixels: not whole images, or too many"
              .formatted(pixels.length, rows, columns, height, width));
    }
    CaptionStrip strip = CaptionStrip.of(captions, height * zoom);
    BufferedImage canvas =
        new BufferedImage(
            strip.width() + (int) extent(columns, width * zoom),
            (int) extent(rows, height * zoom),
            BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(GreyPng.pixels(canvas), LINE_GREY);
    for (int i = 0; i < count; i++) {
      paint(canvas, strip.width(), pixels, i);
    }
    strip.paint(canvas, this::top);
    return canvas;
  }

  /**
   * The images of a picture that this grid without captions drew: the inverse of {@link #draw}.
   *
   * @return {@code [rows * columns, height * width]}
   * @throws InvalidInputException when the picture is not of this grid's size
   */
  public byte[] pixels(BufferedImage picture) {
    int pictureWidth = (int) extent(columns, width * zoom);
    int pictureHeight = (int) extent(rows, height * zoom);
    if (picture.getWidth() != pictureWidth || picture.getHeight() != pictureHeight) {
      throw new InvalidInputException(
          "a picture of %d x %d pixels is no grid of %d x %d"
              .formatted(picture.getWidth(), picture.getHeight(), pictureWidth, pictureHeight));
    }
    byte[] from = GreyPng.pixels(picture);
    byte[] pixels = new byte[rows * columns * height * width];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (height * width);
      int y = top(image / columns) + i / width % height * zoom;
      int x = LINE + image % columns * (width * zoom + LINE) + i % width * zoom;
      pixels[i] = from[y * pictureWidth + x];
    }
    return pixels;
  }

  /** Draws as {@link #draw} does and writes a PNG, whole or not at all. */
  public void write(byte[] pixels, Path png) throws IOException {
    GreyPng.write(draw(pixels), png);
  }

  private void paint(BufferedImage canvas, int margin, byte[] pixels, int image) {
    byte[] target = GreyPng.pixels(canvas);
    int left = margin + LINE + image % columns * (width * zoom + LINE);
    for (int y = 0; y < height * zoom; y++) {
      int from = (image * height + y / zoom) * width;
      int to = (top(image / columns) + y) * canvas.getWidth() + left;
      for (int x = 0; x < width * zoom; x++) {
        target[to + x] = pixels[from + x / zoom];
      }
    }
  }

  private int top(int row) {
    return LINE + row * (height * zoom + LINE);
  }

  private static double extent(int images, double size) {
    return LINE + images * (size + LINE);
  }
}
