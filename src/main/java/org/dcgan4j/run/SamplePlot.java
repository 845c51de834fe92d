package org.dcgan4j.run;

import java.awt.image.BufferedImage;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.model.Gan;

/** How a run's reals and fakes are seen: chosen by what kind of data they are. */
public sealed interface SamplePlot permits GridView, LineView, PlaneView {

  static SamplePlot of(Config config, Gan gan, DataSource data) {
    if (data instanceof ImageSet images) {
      return new GridView(config, gan.sampler(), images);
    }
    GaussianPoints points = (GaussianPoints) data;
    return points.dimensions() == 1
        ? new LineView(config, gan, points)
        : new PlaneView(config, gan.sampler(), points);
  }

  /** Some of the reals. */
  BufferedImage reals();

  /** What the generator makes now of the latents that the whole run is watched by. */
  BufferedImage fakes();

  /** Whether the pictures of the fakes make an animation. */
  boolean isAnimated();
}
