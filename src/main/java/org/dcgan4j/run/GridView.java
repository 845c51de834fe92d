package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** Images, a hundred in a grid. */
final class GridView implements View {
  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int ZOOM = 2;

  private final Generator generator;
  private final ImageSet images;
  private final float[] latents;
  private final ImageGrid grid;

  GridView(Config config, Generator generator, ImageSet images) {
    this.generator = generator;
    this.images = images;
    this.latents = new Latents(config.generator(), config.training().seed()).next(ROWS * COLUMNS);
    this.grid = layout(images.height(), images.width());
  }

  /** How a hundred images of a size are laid out. */
  static ImageGrid layout(int height, int width) {
    return ImageGrid.of(height, width, ROWS, COLUMNS).withZoom(ZOOM);
  }

  /** From the first to the last image of the set, so that every class is seen. */
  @Override
  public BufferedImage reals() {
    int area = images.height() * images.width();
    int shown = Math.min(ROWS * COLUMNS, images.count());
    byte[] pixels = new byte[shown * area];
    for (int i = 0; i < shown; i++) {
      int index = (int) ((long) i * images.count() / shown);
      System.arraycopy(images.pixels(), index * area, pixels, i * area, area);
    }
    return grid.draw(pixels);
  }

  @Override
  public BufferedImage fakes() {
    return grid.draw(generator.generatePixels(latents, ROWS * COLUMNS));
  }

  @Override
  public boolean isAnimated() {
    return true;
  }
}
