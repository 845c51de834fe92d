package org.dcgan4j.cli;

import java.io.PrintWriter;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigJson;
import org.dcgan4j.data.ImageBatches;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a training would do. */
final class DryRun {
  private final Config config;
  private final ImageSet images;
  private final Gan gan;

  DryRun(Config config, ImageSet images) {
    this.config = config;
    this.images = images;
    this.gan = Gan.create(config, DataShape.image(1, images.height(), images.width()));
  }

  /** The configuration as JSON, then the sizes. */
  void print(PrintWriter out) {
    ImageBatches batches =
        new ImageBatches(images, config.training().batchSize(), config.training().seed());
    out.print(ConfigJson.text(config));
    out.printf(
        "data: %,d images of %dx%d, %,d batches an epoch%n",
        images.count(), images.width(), images.height(), batches.batchesPerEpoch());
    print(out, "generator", gan.generator().graph());
    print(out, "discriminator", gan.discriminator().graph());
  }

  private static void print(PrintWriter out, String name, ComputationGraph graph) {
    out.printf("%s: %,d parameters%n", name, graph.numParams());
    for (Layer layer : graph.getLayers()) {
      if (layer.numParams() > 0) {
        out.printf("  %-14s %,12d%n", layer.conf().getLayer().getLayerName(), layer.numParams());
      }
    }
  }
}
