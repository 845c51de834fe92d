package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.image.Charts;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** Points in the plane: reals and fakes in one scatter. */
final class PlaneView implements SamplePlot {
  private static final int SHOWN = 1000;

  private final Generator generator;
  private final float[] latents;
  private final float[] reals;
  private final double[] bounds;

  PlaneView(Config config, Generator generator, GaussianPoints points) {
    long seed = config.training().seed();
    this.generator = generator;
    this.latents = new Latents(config.generator(), seed).next(SHOWN);
    this.reals = points.shown(SHOWN);
    this.bounds = bounds(points);
  }

  @Override
  public BufferedImage reals() {
    return Charts.scatter(reals, new float[0], bounds);
  }

  @Override
  public BufferedImage fakes() {
    return Charts.scatter(reals, generator.generate(latents, SHOWN), bounds);
  }

  @Override
  public boolean isAnimated() {
    return false;
  }

  /** Least and greatest x, then y: four standard deviations to each side of the mean. */
  private static double[] bounds(GaussianPoints points) {
    double[] mean = points.mean();
    double[][] covariance = points.covariance();
    double x = 4 * Math.sqrt(covariance[0][0]);
    double y = 4 * Math.sqrt(covariance[1][1]);
    return new double[] {mean[0] - x, mean[0] + x, mean[1] - y, mean[1] + y};
  }
}
