package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** Images in a grid of ten rows. */
final class GridView implements SamplePlot {
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
    this.grid = layout(images.images().shape(), columns);
  }

  /** A column for each class, where they are not too many. */
  static int columns(int classes) {
    return classes > 1 && classes <= MOST_COLUMNS ? classes : COLUMNS;
  }

  /** How ten rows of images are laid out. */
  static ImageGrid layout(ImageShape shape, int columns) {
    return ImageGrid.of(shape, ROWS, columns).withZoom(ZOOM);
  }

  /** From the first to the last image of the set, so that every class is seen. */
  @Override
  public BufferedImage reals() {
    int shown = Math.min(count, images.count());
    int[] indices = new int[shown];
    Arrays.setAll(indices, i -> (int) ((long) i * images.count() / shown));
    return grid.draw(images.images().select(indices));
  }

  @Override
  public BufferedImage fakes() {
    return grid.draw(generator.generateImages(latents, count));
  }

  @Override
  public boolean isAnimated() {
    return true;
  }
}
