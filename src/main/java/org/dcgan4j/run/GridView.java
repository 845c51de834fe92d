package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** Images in a grid of ten rows. */
final class GridView implements View {
  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int MOST_COLUMNS = 40;
  private static final int ZOOM = 2;

  private final Generator generator;
  private final ImageSet images;
  private final float[] latents;
  private final ImageGrid grid;
  private final int count;

  GridView(Config config, Generator generator, ImageSet images) {
    this.generator = generator;
    this.images = images;
    int columns = columns(config.generator().classes());
    this.count = ROWS * columns;
    this.latents = new Latents(config.generator(), config.training().seed()).next(count);
    this.grid = layout(images.height(), images.width(), columns);
  }

  /** A column for each class, where they are not too many. */
  static int columns(int classes) {
    return classes > 1 && classes <= MOST_COLUMNS ? classes : COLUMNS;
  }

  /** How ten rows of images of a size are laid out. */
  static ImageGrid layout(int height, int width, int columns) {
    return ImageGrid.of(height, width, ROWS, columns).withZoom(ZOOM);
  }

  /** From the first to the last image of the set, so that every class is seen. */
  @Override
  public BufferedImage reals() {
    int area = images.height() * images.width();
    int shown = Math.min(count, images.count());
    byte[] pixels = new byte[shown * area];
    for (int i = 0; i < shown; i++) {
      int index = (int) ((long) i * images.count() / shown);
      System.arraycopy(images.pixels(), index * area, pixels, i * area, area);
    }
    return grid.draw(pixels);
  }

  @Override
  public BufferedImage fakes() {
    return grid.draw(generator.generatePixels(latents, count));
  }

  @Override
  public boolean isAnimated() {
    return true;
  }
}
