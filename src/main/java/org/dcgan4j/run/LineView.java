package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.image.Charts;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;

/**
 * Numbers: their density, what the discriminator says of each place, and the histogram of fakes.
 */
final class LineView implements SamplePlot {
  private static final int SHOWN = 10_000;
  private static final int PLACES = 201;
  private static final double DEVIATIONS = 5;

  private final Gan gan;
  private final GaussianPoints points;
  private final float[] latents;

  LineView(Config config, Gan gan, GaussianPoints points) {
    this.gan = gan;
    this.points = points;
    this.latents = new Latents(config.generator(), config.training().seed()).next(SHOWN);
  }

  @Override
  public BufferedImage reals() {
    return chart(points.shown(SHOWN), "reals");
  }

  @Override
  public BufferedImage fakes() {
    return chart(gan.sampler().generate(latents, SHOWN), "fakes");
  }

  @Override
  public boolean isAnimated() {
    return false;
  }

  private BufferedImage chart(float[] values, String name) {
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
}
