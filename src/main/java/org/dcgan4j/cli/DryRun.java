package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigJson;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a training would do. */
final class DryRun {
  private final Config config;
  private final DataSource data;
  private final Gan gan;

  DryRun(Config config, DataSource data) {
    this.config = config;
    this.data = data;
    this.gan = Gan.create(config, new DataShape(data.shape()));
  }

  /** The configuration as JSON, then the sizes. */
  void print(PrintWriter out) {
    out.print(ConfigJson.text(config));
    out.printf(
        Locale.ROOT,
        "data: %s of %s, %,d batches an epoch%n",
        data.describe(),
        new DataShape(data.shape()),
        data.batches(config).batchesPerEpoch());
    print(out, "generator", gan.generator().graph());
    print(out, "discriminator", gan.discriminator().graph());
  }

  private static void print(PrintWriter out, String name, ComputationGraph graph) {
    out.printf(Locale.ROOT, "%s: %,d parameters%n", name, graph.numParams());
    for (Layer layer : graph.getLayers()) {
      if (layer.numParams() > 0) {
        out.printf(
            Locale.ROOT,
            "  %-14s %,12d%n",
            layer.conf().getLayer().getLayerName(),
            layer.numParams());
      }
    }
  }
}
