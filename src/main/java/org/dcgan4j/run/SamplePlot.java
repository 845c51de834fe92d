package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Supplier;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.Charts;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;

/**
 * How a run's reals and fakes are seen: chosen by what kind of data they are.
 *
 * @param reals draws some of them
 * @param fakes draws what the generator makes now of the latents that the whole run is watched by
 * @param animated whether the pictures of the fakes make an animation
 */
public record SamplePlot(
    Supplier<BufferedImage> reals, Supplier<BufferedImage> fakes, boolean animated) {
  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int MOST_COLUMNS = 40;
  private static final int ZOOM = 2;
  private static final int NUMBERS = 10_000;
  private static final int PLACES = 201;
  private static final double DEVIATIONS = 5;
  private static final int POINTS = 1000;

  public static SamplePlot of(Config config, Gan gan, DataSource data) {
    if (data instanceof ImageSet images) {
      return ofImages(config, gan, images);
    }
    GaussianPoints points = (GaussianPoints) data;
    return points.dimensions() == 1 ? onLine(config, gan, points) : inPlane(config, gan, points);
  }

  /**
   * How images are laid out: ten rows, with a column for each class where they are not too many.
   *
   * @param classes that the generator is told apart, 0 for none
   */
  static ImageGrid grid(ImageShape shape, int classes) {
    int columns = classes > 1 && classes <= MOST_COLUMNS ? classes : COLUMNS;
    return ImageGrid.of(shape, ROWS, columns).withZoom(ZOOM);
  }

  /** The reals go from the first to the last image of the set, so that every class is seen. */
  private static SamplePlot ofImages(Config config, Gan gan, ImageSet images) {
    ImageGrid grid = grid(images.images().shape(), config.generator().classes());
    int count = grid.rows() * grid.columns();
    float[] latents = latents(config, count);
    return new SamplePlot(
        () -> {
          int shown = Math.min(count, images.count());
          int[] indices = new int[shown];
          Arrays.setAll(indices, i -> (int) ((long) i * images.count() / shown));
          return grid.draw(images.images().select(indices));
        },
        () -> grid.draw(gan.sampler().generateImages(latents, count)),
        true);
  }

  /**
   * Numbers: their density, what the discriminator says of each place, and the histogram of fakes.
   */
  private static SamplePlot onLine(Config config, Gan gan, GaussianPoints points) {
    float[] latents = latents(config, NUMBERS);
    return new SamplePlot(
        () -> line(gan, points, points.shown(NUMBERS), "reals"),
        () -> line(gan, points, gan.sampler().generate(latents, NUMBERS), "fakes"),
        false);
  }

  private static BufferedImage line(Gan gan, GaussianPoints points, float[] values, String name) {
    double middle = points.config().mu();
    double reach = DEVIATIONS * points.config().sigma();
    float[] places = new float[PLACES];
    double[] density = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      places[i] = (float) (middle + reach * (2.0 * i / (PLACES - 1) - 1));
      density[i] = points.density(places[i]);
    }
    float[] realConfidence = gan.discriminator().probabilities(places, PLACES);
    return Charts.density(places, density, realConfidence, values, name);
  }

  /** Reals and fakes in one scatter, four standard deviations to each side of the mean. */
  private static SamplePlot inPlane(Config config, Gan gan, GaussianPoints points) {
    float[] latents = latents(config, POINTS);
    float[] reals = points.shown(POINTS);
    double[] mean = points.mean();
    double x = 4 * Math.sqrt(points.covariance()[0][0]);
    double y = 4 * Math.sqrt(points.covariance()[1][1]);
    double[] bounds = {mean[0] - x, mean[0] + x, mean[1] - y, mean[1] + y};
    return new SamplePlot(
        () -> Charts.scatter(reals, new float[0], bounds),
        () -> Charts.scatter(reals, gan.sampler().generate(latents, POINTS), bounds),
        false);
  }

  private static float[] latents(Config config, int count) {
    return new Latents(config.generator(), config.training().seed()).next(count);
  }
}
